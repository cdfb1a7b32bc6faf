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
