import CivilCalendar
import ClinicalModel
import Surveillance

/// The parts of the work-list, in its order. The words are those of the wire.
public enum WorkListBand: String, CaseIterable, Hashable, Sendable {
    /// Today.
    case emergency
    /// Findings and decisions that came since the last working day and that nobody has taken on.
    case newResults = "new-results"
    /// During the stay, or within days.
    case urgent
    /// Within weeks.
    case soon
    /// On schedule, or to be considered.
    case others
    /// So long overdue that the record itself is in doubt.
    case longOverdue = "long-overdue"
}

/// The place of an item in the work-list of a day.
///
/// All criteria are packed into one number: the list of a region sorts millions of these, and compares one number instead of
/// nine each time. From the highest bit: 4 for the step, 1 for what is not yet due, 4 for the item's place in the
/// protocol's list, 29 for the share of the window that has passed (inverted), 1 for the risk, 22 for the due date.
public struct WorkListRank: Hashable, Sendable, Comparable {
    /// The smaller, the higher in the list.
    public let value: UInt64

    /// The rank with a value that was kept.
    public init(value: UInt64) { self.value = value }

    /// Returns whether the first is above the second.
    public static func < (first: WorkListRank, second: WorkListRank) -> Bool { first.value < second.value }

    /// The part of the list in which it stands.
    public var band: WorkListBand {
        switch value >> WorkListRank.step {
        case 0: .emergency
        case 1...4: .newResults
        case 5...6: .urgent
        case 7: .soon
        case 8: .others
        default: .longOverdue
        }
    }

    // The lowest bit of each criterion.
    fileprivate static let step: UInt64 = 60
    fileprivate static let notYetDue: UInt64 = 59
    fileprivate static let item: UInt64 = 55
    fileprivate static let share: UInt64 = 26
    fileprivate static let risk: UInt64 = 25
}

/// The order of the work-list of a day (protocol.md section 10): the one place that decides who is called first.
///
/// Emergencies, then new results, then the other urgencies; within each what is due before what is not; then by the
/// protocol's list of items, by the share of the window that has passed, by risk and due date. What is long overdue stands
/// last. Patient and item break remaining ties.
public struct WorkListOrder: Sendable {
    /// More of the window counts no further: an item that was never done would stand above all others for ever.
    private static let mostOfWindow = 300

    /// The day.
    public let day: CivilDate
    private let items: [Item]
    private let staleItems: [Item]
    /// What was to be done by this day, or before, is long overdue.
    private let staleUpTo: CivilDate

    /// The order that a protocol makes of a day.
    public init(_ settings: SurveillanceProtocol.WorkList, on day: CivilDate) {
        self.day = day
        items = settings.items
        staleItems = settings.staleItems
        // The last day from which the interval does not reach today: months are clamped, so that subtracting it is not enough.
        var last = day - settings.staleAfter
        while last + settings.staleAfter >= day, last > .earliest { last = last - .days(1) }
        while last + .days(1) + settings.staleAfter < day { last = last + .days(1) }
        staleUpTo = last
    }

    /// The place of an item with these dates; `isNew` says that it came since the last working day and nobody has taken it on.
    public func rank(
        _ item: Item, _ urgency: Urgency, _ window: Window, isHighRisk: Bool, isNew: Bool = false
    ) -> WorkListRank {
        // Steps of the urgencies; new results have the same four above them.
        var step: UInt64 =
            switch urgency {
            case .emergency: 0
            case .inpatient: isNew ? 1 : 5
            case .urgent: isNew ? 2 : 6
            case .soon: isNew ? 3 : 7
            case .routine, .advisory: isNew ? 4 : 8
            }
        if step == 8, window.latest <= staleUpTo, staleItems.contains(item) { step = 9 }
        let place = UInt64(items.firstIndex(of: item) ?? items.count)
        let share = UInt64(WorkListOrder.mostOfWindow - shareOfWindow(window))
        let due = UInt64(window.due.days(since: .earliest))
        return WorkListRank(
            value: step << WorkListRank.step
                | (window.due <= day ? 0 : 1) << WorkListRank.notYetDue
                | place << WorkListRank.item
                | share << WorkListRank.share
                | (isHighRisk ? 0 : 1) << WorkListRank.risk
                | due)
    }

    /// How much of the window has passed, in whole percent; less than none before it opens.
    private func shareOfWindow(_ window: Window) -> Int {
        let length = max(1, window.latest.days(since: window.earliest) + 1)
        let passed = day.days(since: window.earliest) * 100
        let percent = passed >= 0 ? passed / length : (passed - length + 1) / length
        return min(percent, WorkListOrder.mostOfWindow)
    }
}
