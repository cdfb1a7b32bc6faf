import ControlInterface

/// The columns of what is to be told and of what turns: rows of two kinds in one table, each with its own columns filled.
enum NextColumns {
    static let names = [
        "kind", "at", "receiver", "items", "worst", "delay", "date", "opening", "due", "overdue",
    ]

    static func rows(_ report: NextReport) -> [[String]] {
        report.tellings.map { telling in
            [
                "telling", "\(telling.at)", telling.receiver, "\(telling.items)", telling.worst, telling.delay ?? "",
                "",
                "", "", "",
            ]
        }
            + report.turns.map { turn in
                [
                    "turn", "", "", "", "", "", turn.date, "\(turn.opening)", "\(turn.due)", "\(turn.overdue)",
                ]
            }
    }
}
