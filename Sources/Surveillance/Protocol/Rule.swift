import CivilCalendar

/// The numbers of one rule, as the protocol file gives them.
///
/// Which of them a rule has is in `RuleID.keys`; a number it does not have is zero and unused.
public struct Rule: Hashable, Sendable {
    /// One step of a repeat interval.
    public struct RepeatStep: Hashable, Sendable {
        /// The step holds for scans earlier than the rule's reference date plus this; nil for always.
        public let until: Interval?
        /// The interval from one scan to the next.
        public let every: Interval

        /// A step.
        public init(until: Interval?, every: Interval) {
            self.until = until
            self.every = every
        }
    }

    /// Which rule it is.
    public var id: RuleID
    /// Whether it makes proposals.
    public var isEnabled = true
    /// From the anchor to *due*, where nothing has answered yet.
    public var due = Interval.none
    /// From the latest scan to the next *due*, by steps; the first step that holds counts.
    public var repeats: [RepeatStep] = []
    /// From *earliest* to *due*.
    public var early = Interval.none
    /// From *due* to *latest*.
    public var late = Interval.none
    /// A scan answers from the reference date plus this on; it may be negative.
    public var answeredFrom = Interval.none
    /// Not due before the last brain resection plus this.
    public var afterResection = Interval.none
    /// How many results in a row make the condition.
    public var consecutive = 0
    /// How quickly it is owed.
    public var urgency = Urgency.routine
    /// Where the figures come from.
    public var source = ""
    /// How well the figures are founded.
    public var grade = Grade.local

    /// A rule without numbers.
    public init(id: RuleID) { self.id = id }

    /// The repeat interval for a scan on a day, reckoned from a reference day.
    func repeatInterval(for scan: CivilDate, since reference: CivilDate) -> Interval? {
        repeats.first { step in step.until.map { scan < reference + $0 } ?? true }?.every
    }
}
