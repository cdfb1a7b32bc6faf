import ControlInterface
import Terminal

/// A patient's summary as people read it: who, where, what is owed, and the history.
enum SummaryText {
    static func write(_ report: PatientSummary) throws {
        for notice in report.notices { Talk.say("! \(notice.message)") }
        for line in lines(report, colours: .standard) { try StandardOutput.line(line) }
    }

    static func lines(_ report: PatientSummary, colours: Colours) -> [String] {
        var lines: [String] = []
        let person = report.person
        let name = [person.familyName, person.givenName].filter { !$0.isEmpty }.joined(separator: ", ")
        lines.append(colours.heading(TerminalText.visible("\(person.mrn)  \(name)")))
        let facts = [
            person.birthDate.map { "born \($0)" }, person.sex.isEmpty ? nil : person.sex,
            person.clinic.isEmpty ? nil : "clinic \(person.clinic)", person.clinician.isEmpty ? nil : person.clinician,
            report.pseudonym.map { "in logs \($0)" },
        ].compactMap(\.self)
        lines.append(TerminalText.visible(facts.joined(separator: ", ")))
        if let absent = report.absentSince { lines.append("Not in the export since \(absent).") }
        if report.incomplete { lines.append("Incomplete: rows of this patient were set aside.") }
        lines += ["", "Phase \(report.phase): \(report.phaseMeaning) (as of \(report.asOf))"]
        lines += ClassificationText.lines(report.classification).map { "  " + $0 }
        lines += ["", colours.heading("Owed")]
        var items = TextTable(
            ["ITEM", "STATUS", "DUE", "LATEST", "LATE", "URGENCY", "RULE", "REMARKS"], colours: colours)
        for item in report.items {
            items.add(
                [
                    item.item, item.status, item.due, item.latest, ItemColumns.lateness(item), item.urgency, item.rule,
                    ItemColumns.remarks(item),
                ], urgency: item.urgency)
        }
        lines += items.isEmpty ? ["nothing"] : items.lines
        if !report.leases.isEmpty {
            lines += ["", colours.heading("Leases")] + StaffWorkText.leases(report.leases, colours: colours)
        }
        if !report.acts.isEmpty {
            lines += ["", colours.heading("What staff did")] + StaffWorkText.acts(report.acts, colours: colours)
        }
        lines += ["", colours.heading("History")]
        var history = TextTable(["DATE", "WHAT", "ROW", ""], colours: colours)
        for entry in report.timeline {
            let remark = entry.kind == "counted" ? "" : entry.kind == "future" ? "not yet" : ""
            history.add([entry.fact.date, entry.fact.words, FactText.place(entry.fact), remark])
        }
        lines += history.isEmpty ? ["no events"] : history.lines
        for remark in report.remarks {
            lines.append(
                TerminalText.visible("! \(remark.fact.map { FactText.place($0) + " " } ?? "")\(remark.meaning)"))
        }
        return lines
    }
}
