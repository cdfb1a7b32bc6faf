import ControlInterface
import Terminal

/// What became of an act, as people read it: what is different now, who else is needed, and the way back.
enum ActOutcomeText {
    /// The lines; with what a second person types, where one may be needed.
    static func lines(_ outcome: ActOutcome, second: [String]? = nil) -> [String] {
        var lines = [outcome.mrn + (outcome.person.map { "  \($0)" } ?? "")]
        lines += outcome.changes.isEmpty ? ["no date, status or owner changes"] : outcome.changes
        if let standing = standing(outcome) { lines.append(standing) }
        if let why = outcome.wantsSecond {
            lines.append("a second person is needed: \(why)")
            if let second, outcome.act != nil { lines.append("a colleague types: \(ShellWord.line(second))") }
        }
        if let act = outcome.act {
            lines.append("act \(act); to undo: cnswatch undo \(act) --reason ...")
        } else {
            lines.append("dry run: nothing was done")
        }
        return lines.map(TerminalText.visible)
    }

    private static func standing(_ outcome: ActOutcome) -> String? {
        let record = FactText.record(outcome.file, outcome.row, outcome.resource)
        return switch outcome.standing {
        case "merged": "the export has the same (\(record)): the two count once"
        case "contradicted": "the export says otherwise of the same day (\(record)): both are kept; see which is right"
        default: nil
        }
    }
}
