import ClinicalModel
import ControlInterface
import Foundation
import RosterModel
import StaffWork
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

/// The work-list as the service answers it, on Friday 2026-11-20.
@Suite("The work-list of the service")
struct WorkListTests {
    private let service: JudgingService

    /// NEW has had her brain treated, OLD waits for a decision since October, SEIZ had a seizure today, MAM had no mammogram for
    /// years and CALM is owed nothing yet.
    private static let events = [
        "NEW,2025-01-10,diagnosis,breast-cancer,metastatic", "NEW,2025-01-10,biomarker,her2,3+",
        "NEW,2026-06-01,imaging,mri-brain,new-lesions", "NEW,2026-06-20,radiotherapy,srs,",
        "NEW,2026-10-20,imaging,mri-brain,stable",
        "OLD,2025-01-10,diagnosis,breast-cancer,metastatic", "OLD,2025-01-10,biomarker,her2,3+",
        "OLD,2026-10-28,imaging,mri-brain,new-lesions",
        "SEIZ,2025-01-10,diagnosis,breast-cancer,metastatic", "SEIZ,2025-01-10,biomarker,her2,3+",
        "SEIZ,2026-11-20,symptom,seizure,onset",
        "MAM,2019-01-10,diagnosis,breast-cancer,early", "MAM,2019-01-10,biomarker,her2,3+",
        "MAM,2019-02-10,surgery,lumpectomy,", "MAM,2026-10-20,visit,,",
        "CALM,2026-10-10,diagnosis,breast-cancer,early", "CALM,2026-10-10,biomarker,her2,3+",
    ]
    private static let progression = "NEW,2026-11-19,imaging,mri-brain,progression"

    init() throws {
        service = try JudgingService("")
        try FileManager.default.createDirectory(
            atPath: service.folder + "/roster", withIntermediateDirectories: true)
        try write(Self.events)
        #expect(try service.read().outcome == "taken")
    }

    private func write(_ events: [String]) throws {
        let people = ["NEW", "OLD", "SEIZ", "MAM", "CALM"].map { "\($0),1960-01-01" }
        for (name, lines) in [
            ("patients", ["mrn,birth_date"] + people), ("events", ["mrn,date,event,detail,result"] + events),
        ] {
            try (lines.joined(separator: "\n") + "\n").write(
                toFile: "\(service.folder)/roster/\(name).csv", atomically: true, encoding: .utf8)
        }
    }

    /// The rows of a list, each as its part, patient and item.
    private func list(_ request: DueRequest = DueRequest()) throws -> [String] {
        try service.queries.page(request).rows.map { "\($0.band ?? "-") \($0.mrn) \($0.item.item)" }
    }

    private func act(_ words: ActCommand<EventWords>, on mrn: String) throws {
        let nurse = StaffMember(uid: 1_000, name: "nurse")
        let outcome = try service.writer.act(ActRequest(who: nurse, patient: mrn, words))
        guard case .success = outcome else { throw Refused(outcome: "\(outcome)") }
        service.queries.forget()
    }

    private struct Refused: Error { let outcome: String }

    private let asFirst = [
        "emergency SEIZ brain-mri", "soon OLD treatment-decision", "others OLD trial-evaluation",
        "long-overdue MAM mammogram",
    ]

    @Test func `a first roster brings no news, and what is long overdue stands last and is counted`() throws {
        #expect(try list() == asFirst)
        let page = try service.queries.page(DueRequest(limit: 1))
        #expect(page.total == 4 && page.longOverdue == 1)
        #expect(try list(DueRequest(stale: true)) == ["long-overdue MAM mammogram"])
    }

    @Test func `a finding of a later export is news until somebody takes it on`() throws {
        try write(Self.events + [Self.progression])
        #expect(try service.read().outcome == "taken")
        service.queries.forget()
        #expect(try Array(list().prefix(3)) == [asFirst[0], "new-results NEW treatment-decision", asFirst[1]])
        // Reading it again, and planning it anew, changes nothing of that.
        try write([Self.progression] + Self.events)
        #expect(try service.read().outcome == "taken")
        service.queries.forget()
        #expect(try list().contains("new-results NEW treatment-decision"))
        try act(.lease(.ack, .treatmentDecision, until: nil, reason: ""), on: "NEW")
        #expect(try list().contains("soon NEW treatment-decision"))
    }

    @Test func `news are those of the last working day and since: a weekend makes them no older`() throws {
        try write(Self.events + [Self.progression])
        #expect(try service.read().outcome == "taken")
        service.queries.forget()
        for (day, band) in [("2026-11-22", "new-results"), ("2026-11-23", "new-results"), ("2026-11-24", "soon")] {
            #expect(try list(DueRequest(asOf: day)).contains("\(band) NEW treatment-decision"), "\(day)")
        }
    }

    @Test func `a recorded finding is news, also of a patient whose decision was owed before`() throws {
        let words = EventWords(date: "2026-11-20", event: "imaging", detail: "mri-brain", result: "progression")
        try act(.record(words, note: ""), on: "OLD")
        #expect(try list()[1] == "new-results OLD treatment-decision")
        let row = try service.queries.page(DueRequest(mrn: "OLD")).rows[0]
        #expect(row.why == "soon: mri-brain new-lesions on 28 Oct, due 25 Nov")
    }

    @Test func `by patient each stands once, with its items in their order, and pages join as in any list`() throws {
        let headache = EventWords(date: "2026-11-20", event: "symptom", detail: "headache", result: "onset")
        try act(.record(headache, note: ""), on: "MAM")
        let whole = try service.queries.page(DueRequest(byPatient: true)).rows
        #expect(
            whole.map { "\($0.band ?? "-") \($0.mrn) \($0.item.item)" } == [
                "emergency SEIZ brain-mri", "urgent MAM brain-mri", "urgent MAM mammogram",
                "soon OLD treatment-decision",
                "soon OLD trial-evaluation",
            ])
        #expect(whole.map { $0.place ?? "" } == whole.map { $0.place ?? "" }.sorted())
        var pages: [DueRow] = []
        var request = DueRequest(limit: 2, byPatient: true)
        repeat {
            let page = try service.queries.page(request)
            pages += page.rows
            request.after = page.next
            #expect(page.longOverdue == 0, "her mammogram is asked about in the same call")
        } while request.after != nil
        #expect(pages == whole)
    }

    @Test func `a row has the leading rule's dates beside those of all rules, and an export no place`() throws {
        let symptom = EventWords(date: "2026-11-20", event: "symptom", detail: "seizure", result: "onset")
        try act(.record(symptom, note: ""), on: "OLD")
        let rows = try service.queries.page(DueRequest(item: "brain-mri", mrn: "OLD", all: true)).rows
        let item = try #require(rows.first).item
        #expect(item.own.due == "2026-11-20" && item.own.latest == "2026-11-20" && item.own.status == "due")
        #expect(rows[0].why?.hasPrefix("emergency: seizure since 20 Nov, due 20 Nov") == true)
        let export = try service.queries.export(ExportRequest(format: "csv", list: DueRequest()))
        #expect(
            export.rows.count == export.total && export.rows.allSatisfy { $0.row.place == nil && $0.row.why != nil })
        #expect(export.rows.contains { $0.row.band == "long-overdue" })
    }

    @Test func `the words of the parts are those that clients know`() {
        #expect(WorkListBand.allCases.map(\.rawValue) == DueBand.allCases.map(\.rawValue))
    }
}
