import ControlInterface
import Terminal

/// An explanation for clinicians: what is owed, from which rows, by which rule and which arithmetic.
struct ExplanationText {
    private let report: ExplanationReport
    private let colours: Colours
    private let showsAllRules: Bool
    private let width: Int?
    private var lines: [String] = []

    /// For a terminal of so many columns; nil for no limit.
    init(_ report: ExplanationReport, showsAllRules: Bool, colours: Colours = .standard, width: Int?) {
        self.report = report
        self.width = width
        self.showsAllRules = showsAllRules
        self.colours = colours
    }

    static func write(_ report: ExplanationReport, showsAllRules: Bool) throws {
        for notice in report.notices { StandardError.say("! \(notice.message)") }
        var text = ExplanationText(
            report, showsAllRules: showsAllRules, width: TerminalSize.ofStandardOutput?.columns)
        try Pager.write(text.rendered())
    }

    mutating func rendered() -> [String] {
        lines = []
        header()
        if report.items.isEmpty { section("Nothing of what was asked for is owed") }
        for item in report.items { explain(item) }
        questions()
        staffWork()
        notOwed()
        whatWouldChange()
        vagueDates()
        remarks()
        classification()
        return lines
    }

    private mutating func add(_ indent: Int, _ text: String) {
        lines += TerminalText.wrapped(
            String(repeating: " ", count: indent) + TerminalText.visible(text), to: width ?? .max, indent: indent + 2)
    }

    private mutating func section(_ title: String) {
        lines.append("")
        lines.append(colours.heading(title))
    }

    private mutating func header() {
        let person = report.person
        let name = [person.familyName, person.givenName].filter { !$0.isEmpty }.joined(separator: ", ")
        let birth = person.birthDate.map { "  born \($0)" } ?? ""
        lines.append(colours.heading(TerminalText.visible("\(person.mrn)  \(name)\(birth)")))
        add(0, "as of \(report.asOf), by protocol \(report.protocol.id) \(report.protocol.version)")
        if report.incomplete { add(0, QuestionLines.incomplete(report.questions) + "; the rest was evaluated.") }
        lines.append("")
        add(0, "Phase \(report.phase): \(report.phaseMeaning)")
        if let fact = report.phaseFact { add(2, FactText.words(fact)) }
    }

    private mutating func explain(_ explanation: ItemExplanationReport) {
        let item = explanation.item
        let late = item.daysLate > 0 ? ", \(ItemColumns.lateness(item.daysLate))" : ""
        lines.append("")
        let title = "\(item.item): \(item.status) (due \(item.due), window \(item.earliest) to \(item.latest)\(late))"
        lines.append(colours.urgency(item.urgency, colours.heading(title)))
        add(
            2,
            "\(item.urgency), by rule \(item.rule)"
                + (item.also.isEmpty ? "" : ", also " + item.also.joined(separator: ", ")))
        let remarks = ItemColumns.remarks(item)
        if !remarks.isEmpty { add(2, remarks) }
        if let hold = explanation.hold { add(2, hold) }
        if let merging = explanation.merging { add(2, merging) }
        if item.leadingDue != nil {
            let own = item.own
            add(2, "\(item.rule) alone, as the lists show it: \(own.status), due \(own.due), latest \(own.latest)")
        }
        for proposal in explanation.proposals {
            add(2, "rule \(proposal.rule) (\(proposal.urgency))")
            add(4, "source: \(proposal.source) [\(proposal.grade)]")
            if let fact = proposal.following { add(4, "since  \(FactText.words(fact))") }
            if let fact = proposal.anchor {
                add(4, "from   \(FactText.words(fact))")
            } else {
                add(4, "from   the day itself, \(item.anchor)")
            }
            if let fact = proposal.ownInterval { add(4, "by     \(FactText.words(fact))") }
            for line in proposal.arithmetic { add(4, line) }
        }
    }

    private mutating func questions() {
        guard let questions = report.questions, !questions.isEmpty else { return }
        section("Open questions")
        for question in QuestionLines.lines(questions) {
            add(2, question.what)
            add(4, question.place)
        }
    }

    private mutating func staffWork() {
        if !report.leases.isEmpty {
            section("Leases")
            lines += StaffWorkText.leases(report.leases, colours: colours, width: width.map { $0 - 2 }).map {
                "  \($0)"
            }
        }
        if !report.told.isEmpty {
            section("Told")
            lines += StaffWorkText.told(report.told, colours: colours, width: width.map { $0 - 2 }).map { "  \($0)" }
        }
        if !report.sent.isEmpty {
            section("Sent")
            lines += SentText.lines(report.sent, colours: colours).map { "  \($0)" }
        }
    }

    private mutating func notOwed() {
        let shown = report.notOwed.filter { showsAllRules || $0.near }
        if shown.isEmpty { return }
        section("Not owed")
        for rule in shown {
            add(2, "\(rule.item) by \(rule.rule): \(rule.reason)")
            if let fact = rule.answered { add(4, "what     \(FactText.words(fact))") }
            if let fact = rule.answeredBy { add(4, "by       \(FactText.words(fact))") }
        }
        if !showsAllRules { add(2, "(--all-rules shows every rule that does not apply, and why)") }
    }

    private mutating func whatWouldChange() {
        if report.hypotheses.isEmpty { return }
        section("What would change it, if recorded on \(report.asOf)")
        for hypothesis in report.hypotheses {
            add(2, hypothesis.words)
            for change in hypothesis.changes { add(4, change) }
        }
    }

    private mutating func vagueDates() {
        if report.vagueDates.isEmpty { return }
        section("Dates that ask for the day")
        for vague in report.vagueDates {
            add(2, FactText.words(vague.fact))
            for change in vague.ifFirst { add(4, "if on its first day: \(change)") }
            for change in vague.ifLast { add(4, "if on its last day: \(change)") }
        }
    }

    private mutating func remarks() {
        if report.remarks.isEmpty { return }
        section("To look at")
        for remark in report.remarks {
            add(2, (remark.fact.map { FactText.words($0) + ": " } ?? "") + remark.meaning)
        }
    }

    private mutating func classification() {
        section("Classification (for display; it changes no date)")
        for line in ClassificationText.lines(report.classification) { add(2, line) }
    }
}

/// Why receivers were notified of a patient's items or not, for people.
enum SentText {
    /// The past and pending notifications in a table, with the outcome of each.
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
