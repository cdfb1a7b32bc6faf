import ControlInterface
import JSONText
import Testing

/// The messages of what staff do: each has the members that the description names, and comes back as it was sent.
@Suite("The messages of acting")
struct ActingMessageTests: DescribedMessages {
    private static let lease = LeaseReport(
        act: 17, kind: "snooze", item: "brain-mri", who: "anna", second: "ben", since: "2026-11-01",
        until: "2026-12-05",
        reason: "on holiday", standing: "in-force")
    private static let act = ActReport(
        act: 17, at: 1_793_520_000, day: "2026-11-01", who: "anna", verb: "record", item: "brain-mri",
        words: "appointment brain-mri booked", undoneBy: 19, standing: "merged", row: 812)
    private static let told = ToldReport(
        item: "brain-mri", stage: "overdue", due: "2026-10-20", reason: "past its latest date", at: 1_793_520_001)
    private static let event = EventMessage(
        event: "imaging", date: "2026-11", detail: "mri-brain", result: "new-lesions", site: "cerebellum", count: "2",
        sizeMm: "11.5", value: "80", note: "by letter")
    private static let entry = AuditEntryReport(
        number: 3, at: 1_793_520_002, uid: 1_000, user: "anna", verb: "snooze", patient: "M1", item: "brain-mri",
        detail: "until 2026-12-05", before: "open", after: "held back", reason: "on holiday", action: 17,
        previous: "00ff", hash: "ff00")
    private static let outcome = ActOutcome(
        act: 17, item: "brain-mri", mrn: "M1", changes: ["brain-mri: open -> held back until 2026-12-05"],
        wantsSecond: "past its latest date", standing: "contradicted", row: 812, warnings: ["detail: doubtful"],
        notices: [Notice(kind: "roster-stale", message: "old")])
    private static let fault = FaultReport(
        file: "event", row: 1, column: "detail", reason: "unknown", remedy: "write x")

    @Test func `every type has the members that the description names, and comes back as it was`() throws {
        try hold(Self.lease, against: members("type LeaseReport (").first)
        try hold(Self.act, against: members("type ActReport (").first)
        try hold(Self.told, against: members("type ToldReport (").first)
        try hold(Self.event, against: members("type EventMessage (").first)
        try hold(Self.entry, against: members("type AuditEntryReport (").first)
        try hold(Self.fault, against: members("type FaultReport (").first)
    }

    @Test func `every method asks and answers in the members that the description names`() throws {
        let record = try members("method Record(")
        try hold(RecordRequest(patient: "M1", event: Self.event, dryRun: true), against: record.first)
        let whatIf = try members("method WhatIf(")
        try hold(
            WhatIfRequest(patient: "M1", events: [Self.event, EventMessage(event: "visit")], asOf: "2026-11-23"),
            against: whatIf.first)
        try hold(WhatIfReport(changes: ["phase: a -> b"], asOf: "2026-11-23"), against: whatIf.last)
        let lease = try members("method Lease(")
        try hold(
            LeaseRequest(
                patient: "M1", kind: "snooze", item: "brain-mri", until: "2w", reason: "on holiday", second: true,
                dryRun: true), against: lease.first)
        let undo = try members("method Undo(")
        try hold(UndoRequest(act: 17, reason: "wrong patient", dryRun: false), against: undo.first)
        for method in [record, lease, undo] { try hold(Self.outcome, against: method.last) }
        let audit = try members("method Audit(")
        try hold(
            AuditRequest(patient: "M1", user: "anna", since: "2026-11-01", after: 2, limit: 100), against: audit.first)
        try hold(AuditPage(entries: [Self.entry], headNumber: 3, headHash: "ff00", next: 3), against: audit.last)
        let due = try members("method Due(")
        #expect(try due == members("method Watch(").prefix(1) + due.suffix(1))
        try hold(
            DueRequest(
                asOf: "2026-11-23", within: "30d", statuses: ["due"], clinic: "North", item: "visit", mrn: "M1",
                unbooked: true, mine: true, owner: "anna", all: true, limit: 1, after: "x"), against: due.first)
    }

    @Test func `a question names only what is wanted`() throws {
        #expect(try object(EventMessage(event: "visit")).keys == ["event"])
        #expect(try object(LeaseRequest(patient: "M1", kind: "ack")).keys == ["patient", "kind"])
        #expect(try object(AuditRequest()).keys == [])
        #expect(try object(DueRequest(mine: true)).keys == ["mine"])
    }

    @Test func `an answer says null for what there is not, so that every key is there`() throws {
        let outcome = ActOutcome(mrn: "M1", changes: [], warnings: [], notices: [])
        #expect(try object(outcome).keys == object(Self.outcome).keys)
        #expect(try ActOutcome(json: try object(outcome)) == outcome)
    }

    @Test func `errors have the members that the description names`() throws {
        try hold(ActRefusedReport(kind: "no-reason", problem: "p", remedy: "r"), against: errorMembers("ActRefused"))
        try hold(EventRefusedReport(faults: [Self.fault]), against: errorMembers("EventRefused"))
        #expect(try errorMembers("ActNotFound") == [])
    }

    @Test func `show and explain carry what staff did`() throws {
        #expect(
            try members("method Show(")[1].suffix(6) == [
                "leases", "acts", "timeline", "remarks", "questions", "notices",
            ])
        #expect(try members("method Explain(")[1].suffix(5) == ["leases", "told", "sent", "questions", "notices"])
        #expect(try members("type ItemExplanationReport (")[0] == ["item", "merging", "proposals", "hold"])
    }
}
