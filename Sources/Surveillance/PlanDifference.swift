import CivilCalendar
import ClinicalModel

/// The difference between two plans for one patient, in words.
public enum PlanDifference {
    /// What changes from one plan to another: the phase, then the items by name; empty where nothing does.
    public static func changes(from old: PatientPlan, to new: PatientPlan) -> [Change] {
        var changes: [Change] = []
        if old.phase != new.phase { changes.append(Change("phase", from: old.phase.rawValue, to: new.phase.rawValue)) }
        for item in Item.allCases {
            let before = old.items.first { $0.item == item }
            let after = new.items.first { $0.item == item }
            let (was, becomes) = (words(before, beside: after), words(after, beside: before))
            if was != becomes { changes.append(Change(item.rawValue, from: was, to: becomes)) }
        }
        return changes
    }

    /// What changes from one plan to another, a line each.
    static func lines(from old: PatientPlan, to new: PatientPlan) -> [String] {
        changes(from: old, to: new).map(\.description)
    }

    /// An item in words; what those leave out is said where it differs from the other side.
    private static func words(_ owed: OwedItem?, beside other: OwedItem?) -> String {
        guard let owed else { return "not owed" }
        let words = PlanDifference.words(owed)
        guard let other else { return words }
        var more: [String] = []
        if owed.urgency != other.urgency, owed.urgency != .emergency { more.append(owed.urgency.rawValue) }
        if words == PlanDifference.words(other) {
            if owed.earliest != other.earliest { more.append("from \(owed.earliest)") }
            if owed.latest != other.latest { more.append("latest \(owed.latest)") }
        }
        let (flags, otherFlags) = (lasting(owed), lasting(other))
        if flags != otherFlags {
            more.append(flags.isEmpty ? "no flags" : flags.map(\.rawValue).joined(separator: ", "))
        }
        return ([words] + more).joined(separator: ", ")
    }

    /// The flags that follow from no appointment: those are said as appointments.
    private static func lasting(_ owed: OwedItem) -> [FollowUp.Flag] {
        owed.flags.filter { $0 != .bookedLate && $0 != .missed }
    }

    private static func words(_ owed: OwedItem) -> String {
        let why = owed.rule.rawValue + (owed.urgency == .emergency ? ", an emergency" : "")
        return switch owed.status {
        case .overdue: "overdue since \(owed.latest + .days(1)) (due \(owed.due), \(why))"
        case .due, .dueSoon, .upcoming: "due \(owed.due) (\(why))"
        }
    }
}

/// One difference between two states of a patient's care, in words.
public struct Change: Hashable, Sendable {
    /// What is another: `phase`, or an item.
    public let subject: String
    /// What it was.
    public let before: String
    /// What it is.
    public let after: String

    /// A change of a subject.
    public init(_ subject: String, from before: String, to after: String) {
        self.subject = subject
        self.before = before
        self.after = after
    }
}

extension Change: CustomStringConvertible {
    /// `brain-mri: due 2026-02-01 (F3) -> due 2026-05-01 (F3)`
    public var description: String { "\(subject): \(before) -> \(after)" }
}
