import ControlInterface
import Terminal

/// Why receivers were told of a patient's items or not, as people read it.
enum SentText {
    /// What is or was to be told in a table, with what became of each.
    static func lines(_ sent: [SentReport], colours: Colours) -> [String] {
        var table = TextTable(["RECEIVER", "ROUTE", "ITEM", "STEP", "DUE", "WHY", "OUTCOME"], colours: colours)
        for telling in sent {
            table.add([
                telling.receiver, telling.route, telling.item, telling.step, telling.due, telling.why, outcome(telling),
            ])
        }
        return table.lines
    }

    private static func outcome(_ telling: SentReport) -> String {
        if let settled = telling.settled { return "not told: \(settled)" }
        let delay = telling.delay.map { " (\($0))" } ?? ""
        guard let message = telling.message else {
            return "waits until \(ClinicZone.instant(telling.notBefore))\(delay)"
        }
        return "message \(message)" + (telling.messageState.map { " \($0)" } ?? "") + delay
    }
}
