import ControlInterface

@testable import HTMLReport

/// A report of four patients as of 2026-11-23: one whose name tries to be markup, two more, and one who is owed nothing.
struct SampleReport: ReportSource {
    static let asOf = "2026-11-23"
    static let reference = ProtocolReference(id: "her2-cns", version: "1", title: "HER2 & CNS", fingerprint: "f00d")

    /// What nobody may find in a report under pseudonyms.
    static let secrets = [
        "MRN-", "alert(1)", "onmouseover", "Sample", "Ann", "Quiet", "Carla", "1970-01-02", "Dr Who", "her sister Ruth",
        "phoned Ruth", "Ann_Sample.json", "her son Tom",
    ]

    var rows: [DueRow] = [
        SampleReport.row(
            "MRN-one", SampleReport.item("brain-mri", "neuro-emergency", "emergency", "overdue", daysLate: 3),
            clinic: "North|South", highRisk: true),
        SampleReport.row(
            "MRN-two",
            SampleReport.item(
                "treatment-decision", "untreated-finding", "urgent", "due", flags: ["booked-late"],
                booked: "2026-12-20", also: ["second-rule"]), clinic: "West"),
        SampleReport.row(
            "MRN-three", SampleReport.item("visit", "visits", "routine", "due-soon", misses: 2), clinic: "West",
            mask: "snoozed"),
        SampleReport.row(
            "MRN-three", SampleReport.item("mammogram", "mammography", "routine", "upcoming"), clinic: "West"),
    ]
    var people: [PatientRow] = [
        SampleReport.patient("MRN-one", "aaaaaaaaaaaa", "<script>alert(1)</script>", "\" onmouseover=\"x"),
        SampleReport.patient("MRN-two", "bbbbbbbbbbbb", "Sample", "Ann"),
        SampleReport.patient("MRN-three", "cccccccccccc", "", ""),
        SampleReport.patient("MRN-four", "dddddddddddd", "Quiet", "Carla", absentSince: "2026-11-01"),
    ]
    var forecastRows: [ForecastRow] = [
        ForecastRow(item: "visit", clinic: "West", booked: 0, unbooked: 2, projected: 0),
        ForecastRow(week: "2026-11-23", item: "brain-mri", clinic: "North", booked: 3, unbooked: 1, projected: 0),
        ForecastRow(week: "2026-12-07", item: "brain-mri", clinic: "", booked: 0, unbooked: 1, projected: 2),
    ]
    var occasions: [OccasionReport] = []
    var faultRows: [FaultReport] = []
    var notices: [Notice] = []

    static func item(
        _ item: String, _ rule: String, _ urgency: String, _ status: String, daysLate: Int = 0, flags: [String] = [],
        booked: String? = nil, misses: Int = 0, also: [String] = [], substitute: Bool = false
    ) -> ItemReport {
        ItemReport(
            item: item, rule: rule, also: also, anchor: "2026-11-20", earliest: "2026-11-16", due: "2026-11-18",
            latest: "2026-11-20", status: status, urgency: urgency, substitute: substitute, flags: flags,
            booked: booked, misses: misses, daysLate: daysLate)
    }

    static func row(
        _ mrn: String, _ item: ItemReport, clinic: String, highRisk: Bool = false, mask: String? = nil
    ) -> DueRow {
        DueRow(
            mrn: mrn, familyName: mrn == "MRN-one" ? "<script>alert(1)</script>" : mrn == "MRN-two" ? "Sample" : "",
            givenName: mrn == "MRN-one" ? "\" onmouseover=\"x" : mrn == "MRN-two" ? "Ann" : "", clinic: clinic,
            clinician: "Dr Who", phase: "undecided", protocol: "her2-cns", incomplete: mrn == "MRN-three", item: item,
            owner: mrn == "MRN-two" ? "nurse7" : nil, mask: mask, maskUntil: mask.map { _ in "2026-12-01" },
            highRisk: highRisk, why: item.rule == "neuro-emergency" ? SampleReport.reason : nil)
    }

    /// Why MRN-one is called first.
    static let reason = "emergency: seizure since 20 Nov, due 20 Nov; also overdue since 1 Oct by long-term"

    static func patient(
        _ mrn: String, _ pseudonym: String, _ family: String, _ given: String, absentSince: String? = nil
    ) -> PatientRow {
        PatientRow(
            mrn: mrn, pseudonym: pseudonym, familyName: family, givenName: given, birthDate: "1970-01-02",
            clinic: "West", phase: "undecided", protocol: "her2-cns", incomplete: mrn == "MRN-three",
            absentSince: absentSince)
    }

    /// Every seizure was noticed by somebody.
    static func fact(_ date: String, _ words: String, row: Int = 7, file: String = "events.csv") -> FactReport {
        FactReport(
            file: file, row: row, date: date, words: words,
            note: words.hasPrefix("symptom") ? "her son Tom <saw> it\u{202E}" : nil)
    }

    func status() -> StatusReport {
        StatusReport(
            version: "1", pid: 1, startedAt: 0, asOf: SampleReport.asOf, timeZone: "UTC",
            protocol: SampleReport.reference,
            roster: RosterStatus(
                folder: "/srv/roster", patients: 4, events: 31, rejectedRows: 2, absent: 1, stale: true, refusal: []),
            evaluatedPatients: 4, connections: 1, alertsPending: 0, alertsToday: 0, notices: notices)
    }

    func census() -> CensusReport {
        CensusReport(
            asOf: SampleReport.asOf, total: 4,
            phases: [
                WordCount(word: "undecided", count: 3), WordCount(word: "off", count: 0), .init(word: "end", count: 1),
            ],
            protocols: [],
            statuses: [],
            urgencies: ["emergency", "inpatient", "urgent", "soon", "routine"].map { WordCount(word: $0, count: 1) },
            incomplete: 1, absent: 1, notices: [])
    }

    func workList(_ request: DueRequest) -> DuePage {
        DuePage(
            schemaVersion: 1, asOf: SampleReport.asOf, protocol: SampleReport.reference, notices: notices,
            total: rows.count, rows: rows)
    }

    func patients() -> [PatientRow] { people }

    private func person(_ patient: PatientRow) -> PersonReport {
        PersonReport(
            mrn: patient.mrn, familyName: patient.familyName, givenName: patient.givenName,
            birthDate: patient.birthDate, sex: "female", clinic: patient.clinic, clinician: "Dr Who", row: 2)
    }

    private func patient(_ pseudonym: String) throws -> PatientRow {
        guard let found = people.first(where: { $0.pseudonym == pseudonym }) else { throw CancellationError() }
        return found
    }

    private static let classification = ClassificationReport(
        extent: "limited", anatomy: "brain", large: true, presentation: "symptomatic", visceral: false, highRisk: true,
        gpaMissing: [])

    func show(_ pseudonym: String) throws -> PatientSummary {
        let patient = try patient(pseudonym)
        let isOwed = patient.mrn == "MRN-one"
        return PatientSummary(
            asOf: SampleReport.asOf, person: person(patient), pseudonym: pseudonym, phase: "undecided",
            phaseMeaning: "a finding waits for a decision", protocol: "her2-cns", incomplete: patient.incomplete,
            absentSince: patient.absentSince, classification: SampleReport.classification,
            items: rows.filter { $0.mrn == patient.mrn }.map(\.item),
            leases: isOwed
                ? [
                    LeaseReport(
                        act: 4, kind: "snooze", item: "visit", who: "nurse7", since: "2026-11-20",
                        until: "2026-11-30", reason: "asked her sister Ruth", standing: "stands")
                ] : [],
            acts: isOwed
                ? [
                    ActReport(
                        act: 4, at: 0, day: "2026-11-20", who: "nurse7", verb: "snooze", item: "visit",
                        words: "phoned Ruth", standing: "stands"),
                    ActReport(
                        act: 5, at: 0, day: "2026-11-21", who: "nurse8", verb: "ack", item: "visit", words: "",
                        undoneBy: 6),
                ] : [],
            timeline: isOwed ? SampleReport.timeline : [], remarks: [], notices: [])
    }

    static let timeline: [TimelineEntry] = [
        ("2020-01-05", "diagnosis breast-cancer metastatic"), ("2026-01-10", "drug trastuzumab start"),
        ("2026-03-05", "imaging mri-brain new-lesions"), ("2026-04-01", "radiotherapy srs"),
        ("2026-06-10", "imaging mri-brain stable"), ("2026-08-01", "drug trastuzumab stop"),
        ("2026-11-20", "symptom seizure onset"), ("2026-12-20", "appointment visit"),
    ].enumerated().map { number, entry in
        TimelineEntry(
            kind: entry.0 > asOf ? "ahead" : "counted",
            fact: fact(entry.0, entry.1, row: 100 + number, file: number == 1 ? "Ann_Sample.json" : "events.csv"))
    }

    func explain(_ pseudonym: String) throws -> ExplanationReport {
        let patient = try patient(pseudonym)
        let isOwed = patient.mrn == "MRN-one"
        let proposal = ProposalReport(
            rule: "neuro-emergency", urgency: "emergency", source: "local & urgent", grade: "local",
            anchor: SampleReport.fact("2026-11-20", "symptom seizure onset", row: 106),
            following: SampleReport.fact("2026-03-05", "imaging mri-brain new-lesions", row: 102),
            arithmetic: ["due 2026-11-18 = 2026-11-20 - 2d", "latest 2026-11-20 = due + 2d"])
        return ExplanationReport(
            asOf: SampleReport.asOf, protocol: SampleReport.reference, person: person(patient), phase: "undecided",
            phaseMeaning: "a finding waits for a decision",
            phaseFact: SampleReport.fact("2026-03-05", "imaging mri-brain new-lesions", row: 102),
            incomplete: patient.incomplete,
            items: isOwed
                ? [
                    ItemExplanationReport(
                        item: rows[0].item, merging: "the earliest date leads", proposals: [proposal],
                        hold: "asked her sister Ruth")
                ] : [],
            notOwed: isOwed
                ? [
                    NotOwedReport(
                        item: "spine-mri", rule: "spine", reason: "no symptom of the spine", near: true,
                        answeredBy: SampleReport.fact("2026-06-10", "imaging mri-spine stable", row: 9)),
                    NotOwedReport(item: "csf", rule: "csf", reason: "another phase", near: false),
                ] : [],
            hypotheses: isOwed
                ? [HypothesisReport(words: "imaging mri-brain stable", changes: ["brain-mri: due -> not owed"])] : [],
            vagueDates: isOwed
                ? [
                    VagueDateReport(
                        fact: SampleReport.fact("2026-02", "biomarker her2 3+", row: 0), ifFirst: ["visit: as it is"],
                        ifLast: ["visit: due later"])
                ] : [],
            remarks: isOwed
                ? [
                    RemarkReport(
                        kind: "order", meaning: "it ends before it begins",
                        fact: SampleReport.fact("2026-05", "drug x stop"))
                ]
                : [],
            classification: SampleReport.classification, leases: [], told: [], sent: [],
            questions: isOwed
                ? [
                    QuestionReport(
                        mrn: "MRN-one", kind: "result", date: "2026-06-10", file: "events.csv", row: 104,
                        reason: "the result is not known", remedy: "record it")
                ] : [], notices: [])
    }

    func faults() -> FaultsReport { FaultsReport(total: faultRows.count + 3, faults: faultRows) }

    func forecast() -> ForecastReport {
        ForecastReport(
            asOf: SampleReport.asOf, protocol: SampleReport.reference, firstWeek: "2026-11-23", weeks: 26,
            rows: forecastRows, later: 5, patients: 4, notices: [])
    }

    func adherence() -> AdherencePage {
        AdherencePage(
            asOf: SampleReport.asOf, since: "2026-06-01", protocol: SampleReport.reference, occasions: occasions,
            undated: 2, patients: 4, done: 4, notices: [])
    }

    func protocolInForce() -> ProtocolReport {
        func rule(_ name: String, _ items: [String], enabled: Bool, urgency: String) -> RuleReport {
            RuleReport(
                protocol: "her2-cns", rule: name, items: items, enabled: enabled, due: "6w", repeats: "3m", early: "7d",
                late: "1w",
                condition: "age < 40", urgency: urgency, grade: "trial", source: "HER2CLIMB <2019>")
        }
        return ProtocolReport(
            protocol: SampleReport.reference, effective: "2026-01-01",
            rules: [
                rule("systemic-therapy-alone", ["brain-mri", "visit"], enabled: true, urgency: "routine"),
                rule("spine", ["spine-mri"], enabled: false, urgency: "urgent"),
            ])
    }

    /// The pages by path, in the order in which they were made.
    func files(_ names: ReportNames = .full) throws -> [ReportFile] {
        var files: [ReportFile] = []
        try ReportBinder(self, names: names, madeAt: "2026-11-23 07:00 UTC").bind { files.append($0) }
        return files
    }

    /// A page, read.
    func page(_ path: String, _ names: ReportNames = .full) throws -> Element {
        let files = try files(names)
        guard let file = files.first(where: { $0.path == path }) else { throw CancellationError() }
        return try PageReader.read(file)
    }
}
