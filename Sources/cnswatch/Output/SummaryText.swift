import ControlInterface
import Terminal

/// A patient's summary as people read it: who, where, what is owed, and the history.
enum SummaryText {
    static func write(_ report: PatientSummary) throws {
        for notice in report.notices { Talk.say("! \(notice.message)") }
        let size = TerminalSize.ofStandardOutput
        try Pager.write(lines(report, colours: .standard, width: size?.columns), size)
    }

    /// In so many columns of a terminal; nil where nothing limits them.
    static func lines(_ report: PatientSummary, colours: Colours, width: Int?) -> [String] {
        var lines: [String] = []
        let person = report.person
        let name = [person.familyName, person.givenName].filter { !$0.isEmpty }.joined(separator: ", ")
        lines += TerminalText.wrapped(TerminalText.visible("\(person.mrn)  \(name)"), to: width ?? .max, indent: 2)
            .map(colours.heading)
        let facts = [
            person.birthDate.map { "born \($0)" }, person.sex.isEmpty ? nil : person.sex,
            person.clinic.isEmpty ? nil : "clinic \(person.clinic)", person.clinician.isEmpty ? nil : person.clinician,
            report.pseudonym.map { "in logs \($0)" },
        ].compactMap(\.self)
        func add(_ text: String, indent: Int = 2) {
            lines += TerminalText.wrapped(TerminalText.visible(text), to: width ?? .max, indent: indent)
        }
        add(facts.joined(separator: ", "))
        if let absent = report.absentSince { lines.append("Not in the export since \(absent).") }
        if report.incomplete { lines.append(QuestionLines.incomplete(report.questions) + ".") }
        lines.append("")
        add("Phase \(report.phase): \(report.phaseMeaning) (as of \(report.asOf))")
        for line in ClassificationText.lines(report.classification) {
            add("  " + line, indent: 4)
        }
        lines += ["", colours.heading("Owed")]
        var items = TextTable(
            ["ITEM", "STATUS", "DUE", "LATEST", "URGENCY", "RULE", "REMARKS"], optional: ["REMARKS"], colours: colours,
            width: width)
        for item in report.items {
            items.add(
                [
                    item.item, DueTable.status(item), item.due, item.latest, item.urgency, item.rule,
                    ItemColumns.remarks(item),
                ], urgency: item.urgency)
        }
        lines += items.isEmpty ? ["nothing"] : items.lines
        if let questions = report.questions, !questions.isEmpty {
            lines += ["", colours.heading("Open questions")]
            for question in QuestionLines.lines(questions) {
                add("\(question.what)  (\(question.place))")
            }
        }
        if !report.leases.isEmpty {
            lines +=
                ["", colours.heading("Leases")] + StaffWorkText.leases(report.leases, colours: colours, width: width)
        }
        if !report.acts.isEmpty {
            lines +=
                ["", colours.heading("What staff did")]
                + StaffWorkText.acts(report.acts, colours: colours, width: width)
        }
        if let chart = CourseChart(report, width: min(width ?? 80, 100)) {
            lines += ["", colours.heading("Course")] + chart.lines
        }
        lines += ["", colours.heading("History")]
        var history = TextTable(["DATE", "WHAT", "ROW", ""], colours: colours, width: width)
        for entry in report.timeline {
            let remark = entry.kind == "counted" ? "" : entry.kind == "future" ? "not yet" : ""
            history.add([entry.fact.date, entry.fact.words, FactText.place(entry.fact), remark])
        }
        lines += history.isEmpty ? ["no events"] : history.lines
        for remark in report.remarks {
            add("! \(remark.fact.map { FactText.place($0) + " " } ?? "")\(remark.meaning)")
        }
        return lines
    }
}
