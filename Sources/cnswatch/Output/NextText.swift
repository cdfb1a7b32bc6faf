import ControlInterface
import Terminal

/// What is to be told and what turns, as people read it.
enum NextText {
    static func lines(_ report: NextReport, colours: Colours) -> [String] {
        var tellings = TextTable(["WHEN", "RECEIVER", "ITEMS", "WORST", "WHY NOT NOW"], colours: colours)
        for telling in report.tellings {
            tellings.add(
                [
                    ClinicZone.instant(telling.at), telling.receiver, "\(telling.items)", telling.worst,
                    telling.delay ?? "",
                ], urgency: telling.worst)
        }
        var turns = TextTable(["DAY", "OPENING", "DUE", "OVERDUE"], colours: colours)
        for turn in report.turns { turns.add([turn.date, "\(turn.opening)", "\(turn.due)", "\(turn.overdue)"]) }
        return (tellings.isEmpty ? ["Nothing waits to be told."] : tellings.lines) + [""]
            + (turns.isEmpty ? ["No item opens, falls due or goes overdue."] : turns.lines)
    }
}
