import ControlInterface
import Terminal

/// A patient's summary, for people: who, where, what is owed, and the history.
enum SummaryText {
    static func write(_ report: PatientSummary) throws {
        for notice in report.notices { StandardError.say("! \(notice.message)") }
        let size = TerminalSize.ofStandardOutput
        try Pager.write(lines(report, colours: .standard, width: size?.columns), size)
    }

    /// For a terminal of so many columns; nil for no limit.
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
        let source = report.protocol.isEmpty ? "covered by no protocol" : "by protocol \(report.protocol)"
        add("Phase \(report.phase): \(report.phaseMeaning) (as of \(report.asOf), \(source))")
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
                    item.item, DueTable.status(item), item.own.due, item.own.latest, item.urgency, item.rule,
                    ItemColumns.remarks(item, withOtherDates: true),
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
        let hasNotes = report.timeline.contains { $0.fact.note != nil }
        var history = TextTable(
            ["DATE", "WHAT", "ROW", ""] + (hasNotes ? ["NOTE"] : []), colours: colours, width: width)
        for entry in report.timeline {
            let remark = entry.kind == "counted" ? "" : entry.kind == "future" ? "not yet" : ""
            history.add(
                [entry.fact.date, entry.fact.words, FactText.place(entry.fact), remark]
                    + (hasNotes ? [entry.fact.note ?? ""] : []))
        }
        lines += history.isEmpty ? ["no events"] : history.lines
        for remark in report.remarks {
            add("! \(remark.fact.map { FactText.place($0) + " " } ?? "")\(remark.meaning)")
        }
        return lines
    }
}

/// A classification in words.
enum ClassificationText {
    static func lines(_ report: ClassificationReport) -> [String] {
        var lines: [String] = []
        if let extent = report.extent {
            var disease = "extent \(extent)"
            if let anatomy = report.anatomy { disease += ", \(anatomy)" }
            if report.large { disease += ", larger than 3 cm" }
            if let site = report.criticalSite { disease += ", in the \(site)" }
            lines.append(disease)
            lines.append("response \(report.response ?? "unknown"); presentation \(report.presentation)")
        } else {
            lines.append("no CNS disease; presentation \(report.presentation)")
        }
        let risk = [
            word(report.young, "young at metastatic disease"), report.visceral ? "lung or liver metastasis" : nil,
            word(report.hormoneReceptorNegative, "ER and PR negative"), word(report.inPeak, "in the peak of CNS risk"),
            word(report.onlyAgentsNotCNSActive, "on agents that are not CNS-active"),
        ].compactMap(\.self)
        lines.append("risk factors: \(risk.isEmpty ? "none" : risk.joined(separator: ", "))")
        if let low = report.gpaLowTenths, let high = report.gpaHighTenths {
            let score = low == high ? tenths(low) : "\(tenths(low)) to \(tenths(high))"
            let missing = report.gpaMissing.isEmpty ? "" : ", for want of \(report.gpaMissing.joined(separator: ", "))"
            lines.append("Breast-GPA \(score)\(missing)")
        }
        if let kps = report.kps { lines.append("KPS \(kps)") }
        return lines
    }

    private static func word(_ holds: Bool?, _ words: String) -> String? {
        switch holds {
        case true: words
        case false: nil
        case nil: "\(words)?"
        }
    }

    private static func tenths(_ value: Int) -> String { "\(value / 10).\(value % 10)" }
}

/// The open questions of a patient's records, for people.
enum QuestionLines {
    /// Why a patient's record is incomplete: rows that were set aside, or records with open questions.
    static func incomplete(_ questions: [QuestionReport]?) -> String {
        (questions ?? []).isEmpty
            ? "Incomplete: rows of this patient were set aside"
            : "Incomplete: records of this patient were set aside, or leave open what is asked below"
    }

    /// For each question what is open and how to answer, then where the record is.
    static func lines(_ questions: [QuestionReport]) -> [(what: String, place: String)] {
        questions.map { question in
            let date = question.date.map { "\($0)  " } ?? ""
            return (
                "\(date)\(question.kind): \(question.reason); \(question.remedy)",
                FactText.record(question.file, question.row, question.resource)
            )
        }
    }
}

/// A row that a result rests on, for people.
enum FactText {
    /// Its place: a line of a file, or an act of the staff.
    static func place(_ fact: FactReport) -> String {
        fact.file == "recorded" ? "act \(fact.row)" : record(fact.file, fact.row, fact.resource)
    }

    /// A record of the export: its file and line, and the FHIR resource if it is one.
    static func record(_ file: String?, _ row: Int?, _ resource: String?) -> String {
        guard let row else { return "the export" }
        return "\(file ?? "the export"):\(row)\(resource.map { " \($0)" } ?? "")"
    }

    /// Place, date, words and note; a hypothetical row has no place.
    static func words(_ fact: FactReport) -> String {
        let words = "\(fact.date)  \(fact.words)" + (fact.note.map { "  (note: \($0))" } ?? "")
        return fact.row == 0 ? words : "\(place(fact))  \(words)"
    }
}
