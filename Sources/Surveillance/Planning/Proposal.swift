import CivilCalendar
import ClinicalModel

/// What one rule asks for, with all that its dates were computed from.
public struct Proposal: Hashable, Sendable {
    /// What the dates are reckoned from.
    public enum Anchor: Hashable, Sendable {
        /// A row of the history.
        case row(Occurrence)
        /// The day of the evaluation itself.
        case asOf(CivilDate)

        /// The date, as recorded.
        public var date: PartialDate {
            switch self {
            case .row(let occurrence): occurrence.date
            case .asOf(let day): PartialDate(day)
            }
        }
    }

    /// Where the interval from the anchor to *due* comes from.
    public enum Basis: Hashable, Sendable {
        /// The rule's `due`: nothing has answered yet.
        case due
        /// The rule's `repeat`, its step reckoned from a row where it has several.
        case `repeat`(since: Occurrence?)
        /// A clinician's own interval, an `interval` row.
        case override(Occurrence)
    }

    /// What moved the dates after they were computed.
    public enum Bound: Hashable, Sendable {
        /// Not due before this day: the last brain resection plus an interval.
        case notBefore(CivilDate, Occurrence)
        /// Not later than this day: the earliest *latest* of the routine proposals.
        case notAfter(CivilDate)
    }

    /// The rule.
    public let rule: RuleID
    /// What the dates are reckoned from.
    public let anchor: Anchor
    /// The event that the anchor follows, such as the local therapy before the latest scan.
    public let following: Occurrence?
    /// From the anchor to *due*.
    public let interval: Interval
    /// Where that interval comes from.
    public let basis: Basis
    /// What moved the dates afterwards.
    public let bound: Bound?
    /// The first day on which it counts as done for this.
    public let earliest: CivilDate
    /// When it should be done.
    public let due: CivilDate
    /// After this day it is overdue.
    public let latest: CivilDate
    /// How quickly it is owed.
    public let urgency: Urgency

    init(
        rule: Rule, anchor: Anchor, following: Occurrence? = nil, interval: Interval, basis: Basis = .due,
        bound: Bound? = nil
    ) {
        self.rule = rule.id
        self.anchor = anchor
        self.following = following
        self.interval = interval
        self.basis = basis
        self.bound = bound
        urgency = rule.urgency
        let date = anchor.date
        // Due is reckoned from the first day the anchor may mean, which is the safe reading; latest from the last, but
        // not where days matter.
        var due = date.first + interval
        var dueAtTheLast = (rule.urgency.isReckonedFromFirstDay ? date.first : date.last) + interval
        if case .notBefore(let day, _) = bound {
            due = max(due, day)
            dueAtTheLast = max(dueAtTheLast, day)
        }
        var latest = dueAtTheLast + rule.late
        if case .notAfter(let day) = bound {
            due = min(due, day)
            latest = min(latest, day)
        }
        self.due = due
        self.latest = latest
        earliest = max(due - rule.early, date.first)
    }
}
