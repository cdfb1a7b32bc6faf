import CivilCalendar
import ClinicalModel

/// The difference between two plans for one patient, in words.
public enum PlanDifference {
    /// What changes from one plan to another, a line each: the phase, then the items by name; empty where nothing does.
    public static func lines(from old: PatientPlan, to new: PatientPlan) -> [String] {
        var lines: [String] = []
        if old.phase != new.phase { lines.append("phase: \(old.phase.rawValue) -> \(new.phase.rawValue)") }
        for item in Item.allCases {
            let before = old.items.first { $0.item == item }.map(words)
            let after = new.items.first { $0.item == item }.map(words)
            if before != after { lines.append("\(item.rawValue): \(before ?? "not owed") -> \(after ?? "not owed")") }
        }
        return lines
    }

    private static func words(_ owed: OwedItem) -> String {
        switch owed.status {
        case .overdue: "overdue since \(owed.latest + .days(1)) (due \(owed.due), \(owed.rule.rawValue))"
        case .due, .dueSoon, .upcoming: "due \(owed.due) (\(owed.rule.rawValue))"
        }
    }
}
