import ControlInterface

/// The columns of an act's outcome in CSV.
enum ActColumns {
    static let names = ["mrn", "item", "act", "wantsSecond", "standing", "row", "changes", "warnings"]

    static func fields(_ outcome: ActOutcome) -> [String] {
        [
            outcome.mrn, outcome.item ?? "", outcome.act.map { "\($0)" } ?? "", outcome.wantsSecond ?? "",
            outcome.standing ?? "", outcome.row.map { "\($0)" } ?? "", outcome.changes.joined(separator: "; "),
            outcome.warnings.joined(separator: "; "),
        ]
    }
}
