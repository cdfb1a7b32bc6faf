import ControlInterface
import JSONText
import Varlink

/// What the stub says of patients who do not exist.
enum StubAnswers {
    static let notice = Notice(kind: "roster-stale", message: "The export is old.")

    static func item(_ name: String, urgency: String = "soon", daysLate: Int = 0, booked: String? = nil) -> ItemReport {
        ItemReport(
            item: name, rule: "long-term", also: [], anchor: "2026-05-01", earliest: "2026-10-01", due: "2026-11-01",
            latest: "2026-11-15", status: daysLate > 0 ? "overdue" : "due", urgency: urgency, modality: nil,
            substitute: false, flags: daysLate > 3 ? ["missed"] : [], booked: booked, misses: daysLate > 3 ? 2 : 0,
            daysLate: daysLate)
    }

    static func row(
        _ mrn: String, _ item: ItemReport, owner: String? = nil, mask: String? = nil, maskUntil: String? = nil
    ) -> DueRow {
        DueRow(
            mrn: mrn, familyName: "Sample", givenName: mrn.lowercased(), clinic: "North", clinician: "",
            phase: "long-term", protocol: "her2-cns", incomplete: false, item: item, owner: owner, mask: mask,
            maskUntil: maskUntil,
            highRisk: mrn == "M1", why: "\(item.urgency): mri-brain stable on 1 May, due 1 Nov",
            place: "\(["emergency", "inpatient", "urgent"].firstIndex(of: item.urgency) ?? 3) \(mrn)")
    }

    static let rows = [
        row("M1", item("brain-mri", urgency: "urgent", daysLate: 8), owner: "anna"),
        row("M2", item("visit", booked: "2026-12-24"), mask: "snooze", maskUntil: "2026-12-05"),
        row("M3", item("mammogram", daysLate: 1)),
    ]

    static func page(_ rows: [DueRow]) -> DuePage {
        DuePage(
            schemaVersion: 1, asOf: "2026-11-23",
            protocol: ProtocolReference(id: "p", version: "1", title: "t", fingerprint: "0"), notices: [notice],
            total: rows.count, rows: rows)
    }

    /// A lease that is done, or tried out, without more ado; M2 wants a second person and M3 is owed nothing.
    static func lease(_ parameters: JSONObject) throws -> StubService.Answer {
        let request = try LeaseRequest(json: parameters)
        if request.patient == "M3" {
            return .fail(
                VarlinkError(
                    "org.cnswatch.Control.ActRefused",
                    [
                        "kind": "not-owed", "problem": "the patient is not owed mammogram",
                        "remedy": "see what is owed: cnswatch show",
                    ]))
        }
        return .reply(
            ActOutcome(
                act: request.dryRun == true ? nil : 17, item: request.item, mrn: request.patient,
                changes: ["\(request.item ?? "all"): open -> held back until 2026-12-05 (\(request.kind) by anna)"],
                wantsSecond: request.patient == "M2" ? "past its latest date it holds once somebody confirms it" : nil,
                warnings: [], notices: []))
    }

    /// A recorded event that the export contradicts; a symptom, which is urgent, and one of M2, which changes nothing.
    static func record(_ parameters: JSONObject) throws -> StubService.Answer {
        let request = try RecordRequest(json: parameters)
        if request.event.event == "symptom" {
            let change = "brain-mri: due 2026-12-24 (long-term, routine) -> due 2026-12-03 (neuro-symptom, urgent)"
            let urgent = PressingReport(
                item: "brain-mri", urgency: "urgent", reason: "headache since 2026-11-26", due: "2026-12-03",
                latest: "2026-12-10", words: "brain-mri is urgent, due by 2026-12-03", call: "the nurse, 5501",
                change: request.patient == "M2" ? nil : change)
            return .reply(
                ActOutcome(
                    act: 19, mrn: request.patient,
                    changes: request.patient == "M2" ? [] : [change, "brain-mri: not owned -> owned by anna"],
                    warnings: [], notices: [], pressing: request.patient == "M2" ? [] : [urgent], next: urgent))
        }
        return .reply(
            ActOutcome(
                act: request.dryRun == true ? nil : 18, item: nil, mrn: request.patient,
                changes: ["brain-mri: overdue since 2026-02-01 -> due 2026-12-05"], standing: "contradicted", row: 812,
                file: "events.csv",
                warnings: ["detail: a letter off"], notices: [notice]))
    }

    static let lease = LeaseReport(
        act: 17, kind: "snooze", item: "brain-mri", who: "anna", second: "ben", since: "2026-11-01",
        until: "2026-12-05", reason: "on holiday", standing: "wants-second")
    static let acts = [
        ActReport(
            act: 16, at: 1_793_520_000, day: "2026-11-01", who: "anna", verb: "record", item: nil,
            words: "imaging mri-brain stable", standing: "merged", row: 812, file: "events.csv"),
        ActReport(
            act: 17, at: 1_793_520_001, day: "2026-11-01", who: "anna", verb: "snooze", item: "brain-mri",
            words: "until 2026-12-05: on holiday", undoneBy: 19),
    ]
    static let person = PersonReport(
        mrn: "M1", familyName: "Sample", givenName: "m1", birthDate: "1970", sex: "f", clinic: "North", clinician: "",
        row: 2)
    static let classification = ClassificationReport(
        large: false, presentation: "asymptomatic", visceral: false, highRisk: false, gpaMissing: [])

    static let summary = PatientSummary(
        asOf: "2026-11-23", person: person, phase: "long-term", phaseMeaning: "for long", protocol: "her2-cns",
        incomplete: false,
        classification: classification, items: [rows[0].item, item("visit", booked: "2026-12-24")], leases: [lease],
        acts: acts,
        timeline: [
            TimelineEntry(
                kind: "counted",
                fact: FactReport(
                    file: "events.csv", row: 812, date: "2026-05-01", words: "imaging mri-brain stable",
                    note: "compared with the films of another hospital\u{1B}[2J")),
            TimelineEntry(
                kind: "counted", fact: FactReport(file: "recorded", row: 18, date: "2026-11-02", words: "visit")),
        ], remarks: [], notices: [])

    static let explanation = ExplanationReport(
        asOf: "2026-11-23", protocol: page([]).protocol, person: person, phase: "long-term", phaseMeaning: "for long",
        phaseFact: FactReport(file: "recorded", row: 18, date: "2026-11-02", words: "visit"), incomplete: false,
        items: [
            ItemExplanationReport(
                item: rows[0].item, proposals: [],
                hold: "open: no second person has confirmed it (snooze by anna, act 17)")
        ], notOwed: [], hypotheses: [], vagueDates: [], remarks: [], classification: classification, leases: [lease],
        told: [
            ToldReport(
                item: "brain-mri", stage: "overdue", due: "2026-11-01", reason: "past its latest date",
                at: 1_793_520_000)
        ], sent: sent, notices: [])

    static func entry(_ number: Int) -> AuditEntryReport {
        AuditEntryReport(
            number: number, at: 1_793_520_000 + number, uid: 1_000, user: "anna", verb: "snooze", patient: "M1",
            item: "brain-mri", detail: "until 2026-12-05", before: "open", after: "held back", reason: "on holiday",
            action: 17, previous: "0\(number - 1)", hash: "0\(number)")
    }
}
