import CivilCalendar
import ClinicalModel
import ControlInterface
import Foundation
import RosterModel
import StaffWork
import TestSupport
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

@Suite("A roster of FHIR in the service")
struct FHIRRosterTests {
    /// A service whose folder holds the overlays.
    private func service() throws -> JudgingService {
        let service = try JudgingService("codes = \"\(PackageFolder.file("etc/cnswatch/codes"))\"")
        try FileManager.default.copyItem(
            atPath: PackageFolder.file("Tests/FHIRCases/cns-overlay"), toPath: service.folder + "/roster")
        try FileManager.default.removeItem(atPath: service.folder + "/roster/MANIFEST.csv")
        return service
    }

    private static let kertzmann = "dd5639ff-e5ec-8f99-48e0-318c37bca63c"

    @Test func `a folder is taken, unchanged not read again, and explained by file, line and resource`() throws {
        let service = try service()
        #expect(try service.read().outcome == "taken")
        #expect(try service.read().outcome == "unchanged")
        let report = try service.queries.explain(PatientRequest(patient: Self.kertzmann))
        #expect(report.phase == "after-local-therapy")
        let fact = try #require(report.phaseFact)
        #expect(fact.words == "radiotherapy srs" && fact.file == "01-brain-met-SRS-2mo.json")
        #expect(fact.resource == "Procedure/ov-rt" && fact.row > 2_000)
    }

    @Test func `what is open is listed, of all and of one, and counted`() throws {
        let service = try service()
        _ = try service.read()
        let all = try service.queries.questions(QuestionsRequest())
        #expect(all.total == 6)
        #expect(all.questions.map(\.kind).filter { $0 == "brain-scan-without-conclusion" }.count == 4)
        let one = try service.queries.questions(QuestionsRequest(patient: Self.kertzmann))
        #expect(one.questions.map(\.resource) == ["Procedure/ov-mri"])
        #expect(one.questions.map(\.date) == ["2026-10-20"])
        let status = try service.queries.status(of: ServiceProcess(startedAt: 0))
        #expect(status.roster.questions == 6 && status.roster.patients == 10)
    }

    @Test func `what staff record closes the question and ends the correction, whatever is read again`() throws {
        let service = try service()
        _ = try service.read()
        let anna = StaffMember(uid: 1_001, name: "anna")
        func owesCorrection() throws -> Bool {
            let shown = try service.queries.show(PatientRequest(patient: Self.kertzmann))
            return shown.incomplete && shown.items.contains { $0.item == "data-correction" }
        }
        func open() throws -> [Int] {
            let shown = try service.queries.show(PatientRequest(patient: Self.kertzmann)).questions?.count ?? -1
            return [shown, try service.queries.questions(QuestionsRequest()).total]
        }
        #expect(try owesCorrection() && open() == [1, 6])
        let words = EventWords(
            date: "2026-10-20", event: "imaging", detail: "mri-brain", result: "stable", site: "", count: "", size: "",
            value: "")
        let record = ActRequest(who: anna, patient: Self.kertzmann, .record(words, note: ""))
        // Trying it out says what it would end.
        guard case .success(let tried) = try service.queries.tryOut(record) else { throw CancellationError() }
        #expect(tried.changes.contains { "\($0)".hasPrefix("data-correction") })
        guard case .success(let done) = try service.writer.act(record) else { throw CancellationError() }
        #expect(try !owesCorrection() && open() == [0, 5])
        // A folder that is read anew asks the same, and knows the answer.
        let note = service.folder + "/roster/zz.json"
        try #"{"resourceType":"Bundle","entry":[]}"#.write(toFile: note, atomically: true, encoding: .utf8)
        #expect(try service.read().outcome == "taken")
        #expect(try !owesCorrection() && open() == [0, 5])
        let undo = ActRequest(
            who: anna, patient: nil, .undo(of: try #require(done.act), reason: "another patient"))
        guard case .success = try service.writer.act(undo) else { throw CancellationError() }
        #expect(try owesCorrection() && open() == [1, 6])
    }

    @Test func `an export without most patients is refused, and a folder cut short too`() throws {
        let service = try service()
        _ = try service.read()
        let roster = service.folder + "/roster"
        let names = try FileManager.default.contentsOfDirectory(atPath: roster).sorted()
        let first = "\(roster)/\(names[0])"
        let whole = try Data(contentsOf: URL(fileURLWithPath: first))
        try whole.dropLast(100).write(to: URL(fileURLWithPath: first))
        #expect(try service.read().outcome == "refused")
        try whole.write(to: URL(fileURLWithPath: first))
        #expect(try service.read().outcome == "unchanged")
        for name in names.dropFirst(3) { try FileManager.default.removeItem(atPath: "\(roster)/\(name)") }
        #expect(try service.read().outcome == "refused")
        #expect(try service.queries.questions(QuestionsRequest()).total == 6)
    }

    @Test func `a roster of tables in its place leaves no place of a resource and no question`() throws {
        let service = try service()
        _ = try service.read()
        let roster = service.folder + "/roster"
        for name in try FileManager.default.contentsOfDirectory(atPath: roster) {
            try FileManager.default.removeItem(atPath: "\(roster)/\(name)")
        }
        let mrns = try service.queries.rows(try WorkListFilter(DueRequest(all: true))).map(\.mrn)
        let people = Set(mrns + [Self.kertzmann]).sorted()
        try (["mrn"] + people).joined(separator: "\n").appending("\n").write(
            toFile: "\(roster)/patients.csv", atomically: true, encoding: .utf8)
        try "mrn,date,event,detail,result\n\(Self.kertzmann),2026-01-01,biomarker,her2,positive\n".write(
            toFile: "\(roster)/events.csv", atomically: true, encoding: .utf8)
        // Nearly all events are gone: somebody has to answer for that.
        #expect(try service.read().outcome == "refused")
        #expect(try service.read(.accepting).outcome == "taken")
        #expect(try service.queries.questions(QuestionsRequest()).total == 0)
        let shown = try service.queries.show(PatientRequest(patient: Self.kertzmann))
        let place = try #require(shown.timeline.first).fact
        #expect(place.file == "events.csv" && place.row == 2 && place.resource == nil)
    }
}
