import ClinicalModel
import RosterReading

/// How much of a roster was set aside, and how much is open.
struct SetAsideText: CustomStringConvertible {
    let description: String

    init(_ reading: RosterReading) {
        let totals = reading.totals
        let records = reading.roster.hasResources ? "resource" : "row"
        var parts = [
            "\(Counted(totals.rejectedRows, records)) set aside (\(totals.orphanRows) of unknown patients)",
            "\(Counted(totals.warnings, "warning"))",
        ]
        if !reading.questions.isEmpty { parts.append("\(Counted(reading.questions.count, "question"))") }
        description = parts.joined(separator: ", ")
    }
}
