import ControlInterface

/// A patient's page: what is owed and why, the course as a drawing, and every row it depends on.
struct PatientPage {
    let page: Page
    let summary: PatientSummary
    let explanation: ExplanationReport
    let pseudonym: String
    let names: ReportNames

    private var person: PersonReport { summary.person }
    private var title: String {
        let name = names.name(person.familyName, person.givenName)
        return name.isEmpty ? names.mrn(person.mrn, pseudonym: pseudonym) : name
    }

    var file: ReportFile {
        page.file(
            "patients/\(pseudonym).html", ItemWords.short(title), at: nil,
            """
            <h1><bdi>\(title)</bdi></h1>
            \(who)
            \(HTML.when(summary.incomplete, "<p class=\"notice\">Rows of this patient were set aside as faulty; the plan rests on the others.</p>"))
            \(HTML.given(summary.absentSince) { "<p class=\"notice\">Not in the export since \($0); still watched by the last rows known.</p>" })
            <h2>Owed</h2>
            \(owed)
            <h2>Course</h2>
            \(TimelineDrawing(summary).figure)
            \(staffWork)
            \(whatWouldChange)
            \(questions)
            \(notOwed)
            \(history)
            """)
    }

    private var owed: HTML {
        if explanation.items.isEmpty {
            return "<p>Nothing is owed as of \(explanation.asOf): \(summary.phaseMeaning).</p>"
        }
        return "<div class=\"cards\">\(explanation.items.map(card))</div>"
    }

    private var who: HTML {
        let known: [(HTML, String?)] = [
            ("Record", names.mrn(person.mrn, pseudonym: pseudonym)), ("Born", names.identifying(person.birthDate)),
            ("Clinic", person.clinic), ("Clinician", names.identifying(person.clinician)),
            ("Phase", "\(summary.phase): \(summary.phaseMeaning)"),
            ("Because of", explanation.phaseFact.map(PatientPage.words)),
            ("Disease", disease),
        ]
        return """
            <dl>\(known.compactMap { label, value in
                value.flatMap { $0.isEmpty ? nil : "<dt>\(label)</dt><dd>\($0)</dd>\n" as HTML }
            })</dl>
            """
    }

    private var disease: String {
        let disease = summary.classification
        return [
            disease.extent, disease.anatomy == disease.extent ? nil : disease.anatomy,
            disease.large ? "larger than the limit" : nil, disease.criticalSite,
            disease.response.map { "response to therapy \($0)" }, disease.presentation,
            disease.highRisk ? "high risk" : nil,
        ].compactMap(\.self).joined(separator: ", ")
    }

    /// A row with the file and number to look it up by.
    static func words(_ fact: FactReport) -> String {
        let note = fact.note.map { ", note: \($0)" } ?? ""
        return "\(fact.date) \(fact.words)" + (fact.row == 0 ? "" : " (\(fact.file) row \(fact.row))") + note
    }

    private func card(_ owed: ItemExplanationReport) -> HTML {
        let item = owed.item
        let words = ItemWords(item: item)
        return """
            <section class="card">
            <h3>\(words.title) \(words.urgencyChip)</h3>
            <p>Due date <b class="date">\(item.own.due)</b>, window <span class="date">\(item.earliest)</span> to <span class="date">\(item.latest)</span>; status: <b>\(words.standing)</b></p>
            <p>\(item.booked.map { item.flags.contains("booked-late") ? "<span class=\"late\">Booked for \($0), after its latest date</span>" : "Booked for \($0)" } ?? "No appointment" as HTML)\(HTML.all(words.remarks.filter { $0 != "booked-late" }.map { "; \($0)" as HTML }))</p>
            \(HTML.given(owed.hold) { "<p>\(names.freeText($0))</p>" })
            \(HTML.given(owed.merging) { "<p class=\"small\">\($0)</p>" })
            <div class="why">\(owed.proposals.map(proposal))</div>
            </section>

            """
    }

    private func proposal(_ proposal: ProposalReport) -> HTML {
        """
        <div><p class="small"><b>Rule \(proposal.rule)</b> (\(proposal.urgency))<br>
        \(HTML.given(proposal.following) { "since \(PatientPage.words($0))<br>" })
        \(HTML.given(proposal.anchor) { "from \(PatientPage.words($0))<br>" })
        \(HTML.given(proposal.ownInterval) { "by the clinician's own interval: \(PatientPage.words($0))<br>" })
        <span class="quiet">Source: \(proposal.source) [\(proposal.grade)]</span></p>
        <ul class="sum">\(proposal.arithmetic.map { "<li>\($0)</li>" })</ul></div>
        """
    }

    private var staffWork: HTML {
        if summary.leases.isEmpty, summary.acts.isEmpty { return .nothing }
        let leases = summary.leases.map { lease in
            let reason = names.freeText(lease.reason)
            return """
                <li>\(lease.kind) \(lease.item ?? "of the patient") by \(lease.who), \(lease.since) to \(lease.until): \(lease.standing)\(reason.isEmpty ? .nothing : "; \(reason)" as HTML)</li>
                """ as HTML
        }
        let acts = summary.acts.map { act in
            "<tr><th scope=\"row\" class=\"n\">\(act.act)</th><td class=\"date\">\(act.day)</td><td>\(act.who)</td><td>\(act.verb) \(act.item ?? "")</td><td>\(names.freeText(act.words))</td><td>\(act.undoneBy.map { "undone by \($0)" } ?? act.standing ?? "")</td></tr>"
                as HTML
        }
        return """
            <h2>What staff did</h2>
            \(leases.isEmpty ? .nothing : "<ul>\(leases)</ul>")
            \(acts.isEmpty ? .nothing : """
                <div class="scroll" tabindex="0" role="region" aria-label="Acts"><table><caption>Acts, oldest first</caption><thead><tr><th scope="col" class="n">Act</th><th scope="col">Day</th><th scope="col">Who</th><th scope="col">What</th>\
                <th scope="col">In words</th><th scope="col">Stands</th></tr></thead><tbody>\(acts)</tbody></table></div>
                """)
            """
    }

    private var whatWouldChange: HTML {
        if explanation.hypotheses.isEmpty { return .nothing }
        return """
            <h2>What would change it</h2>
            <p class="quiet small">If one of these were recorded on \(explanation.asOf); found by planning again, not guessed.</p>
            <div class="cards">\(explanation.hypotheses.map { hypothesis in
                "<section class=\"card\"><h3>\(hypothesis.words)</h3>\(hypothesis.changes.map { "<p class=\"small\">\($0)</p>" })</section>" as HTML
            })</div>
            """
    }

    /// A question about a record: when, what is open, how to answer.
    static func words(_ question: QuestionReport) -> String {
        (question.date.map { "\($0) " } ?? "") + "\(question.reason); \(question.remedy)"
    }

    private var questions: HTML {
        let vague = explanation.vagueDates.map { vague in
            "<li>Which day? \(PatientPage.words(vague.fact))<ul class=\"small\">\(vague.ifFirst.map { "<li>on its first day: \($0)</li>" })\(vague.ifLast.map { "<li>on its last day: \($0)</li>" })</ul></li>"
                as HTML
        }
        let remarks = explanation.remarks.map { remark in
            "<li>\(remark.fact.map { PatientPage.words($0) + ": " } ?? "")\(remark.meaning)</li>" as HTML
        }
        let open = (explanation.questions ?? []).map { "<li>\(PatientPage.words($0))</li>" as HTML }
        let all = open + vague + remarks
        return all.isEmpty ? .nothing : "<h2>Questions about the record</h2><ul>\(all)</ul>"
    }

    private var notOwed: HTML {
        let near = explanation.notOwed.filter(\.near)
        if near.isEmpty { return .nothing }
        return """
            <details><summary>Not owed, and why</summary><ul class="small">\(near.map { rule in
                "<li>\(rule.item) by \(rule.rule): \(rule.reason)\(HTML.given(rule.answeredBy) { "; answered by \(PatientPage.words($0))" })</li>" as HTML
            })</ul></details>
            """
    }

    private var history: HTML {
        """
        <h2>Record</h2>
        <table class="list"><caption>All rows that count or will count, oldest first</caption>
        <thead><tr><th scope="col">Date</th><th scope="col">What</th><th scope="col">Where it stands</th><th scope="col">Remark</th></tr></thead>
        <tbody>\(summary.timeline.map { entry in
            "<tr><th scope=\"row\" class=\"date\">\(entry.fact.date)</th><td>\(entry.fact.words)\(HTML.given(entry.fact.note) { "<br><span class=\"quiet\">\($0)</span>" })</td><td class=\"quiet\">\(entry.fact.file) row \(entry.fact.row)</td><td>\(entry.kind == "counted" ? "" : entry.kind)</td></tr>\n" as HTML
        })</tbody></table>
        """
    }
}

/// All patients, so that no patient of the roster is missing from the report.
struct PatientListPage {
    let page: Page
    let asOf: String
    let census: CensusReport
    let patients: [PatientRow]
    let names: ReportNames
    /// The next item owed to each patient, by record number.
    let next: [String: ItemReport]

    var file: ReportFile {
        page.file(
            Page.Place.patients.rawValue, "Patients", at: .patients,
            """
            <h1>All patients</h1>
            <p>Every patient is in exactly one phase; the phases sum to the roster.</p>
            <table><caption>Where all patients stand as of \(census.asOf)</caption>
            <thead><tr><th scope="col">Phase</th><th scope="col" class="n">Patients</th></tr></thead>
            <tbody>\(census.phases.filter { $0.count > 0 }.map { "<tr><th scope=\"row\">\($0.word)</th><td class=\"n\">\($0.count)</td></tr>" })
            <tr><th scope="row"><b>all</b></th><td class="n"><b>\(census.total)</b></td></tr></tbody></table>
            <h2>By name</h2>
            \(PartedTable(
                name: "Patients", order: ", with what each is owed next", style: "everybody",
                heads: PatientListPage.heads, rows: patients.sorted { key($0) < key($1) }.map(row)).parts)
            """)
    }

    private static let heads: HTML = """
        <th scope="col">Patient</th><th scope="col">Clinic</th><th scope="col">Phase</th><th scope="col">Next</th><th scope="col">Due</th><th scope="col">Remarks</th>
        """

    private func key(_ patient: PatientRow) -> (String, String) {
        (names.name(patient.familyName, patient.givenName), names.mrn(patient.mrn, pseudonym: patient.pseudonym))
    }

    private func row(_ patient: PatientRow) -> HTML {
        let mrn = names.mrn(patient.mrn, pseudonym: patient.pseudonym)
        let name = names.listed(patient.familyName, patient.givenName)
        let next = next[patient.mrn]
        let remarks = [
            patient.incomplete ? "incomplete data" : nil, patient.absentSince.map { "not in the export since \($0)" },
        ].compactMap(\.self)
        return """
            <tr><th scope="row">\(ItemWords.link(to: patient.pseudonym, name.isEmpty ? "\(mrn)" : "<bdi>\(name)</bdi> <span class=\"free\">\(mrn)</span>"))</th>\
            <td class="free" data-h="clinic">\(ItemWords.short(patient.clinic))</td><td data-h="phase">\(patient.phase)</td><td data-h="next">\(next?.item ?? "")</td>\
            <td class="date" data-h="due">\(next.map { $0.daysLate > 0 ? "<span class=\"late\">\($0.due)</span>" : "\($0.due)" } ?? .nothing as HTML)</td>\
            <td>\(remarks.joined(separator: ", "))</td></tr>

            """
    }
}
