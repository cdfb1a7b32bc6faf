import CivilCalendar
import ClinicalModel

/// The difference between two plans for one patient, in words.
public enum PlanDifference {
    /// What changes from one plan to another: the phase, then the items by name; empty where nothing does.
    public static func changes(from old: PatientPlan, to new: PatientPlan) -> [Change] {
        var changes: [Change] = []
        if old.phase != new.phase { changes.append(Change("phase", from: old.phase.rawValue, to: new.phase.rawValue)) }
        for item in Item.allCases {
            let before = old.items.first { $0.item == item }.map(words)
            let after = new.items.first { $0.item == item }.map(words)
            if before != after {
                changes.append(Change(item.rawValue, from: before ?? "not owed", to: after ?? "not owed"))
            }
        }
        return changes
    }

    /// What changes from one plan to another, a line each.
    static func lines(from old: PatientPlan, to new: PatientPlan) -> [String] {
        changes(from: old, to: new).map(\.description)
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
