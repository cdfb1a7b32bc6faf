import ControlInterface
import TestSupport
import Testing

/// What a reload says while it goes on, and in the end.
@Suite("Reloading")
struct ReloadTests {
    private func report(_ outcome: String, patients: Int, done: Int? = nil) -> ReloadReport {
        ReloadReport(
            outcome: outcome, patients: patients, changed: 3, vanished: 0, returned: 0, rejectedRows: 0,
            reasons: outcome == "refused" ? ["no header"] : [], done: done)
    }

    private func ask(_ last: ReloadReport, _ arguments: [String] = []) throws -> Program {
        let service = try StubService([
            "Reload": { _ in
                .replies([report("reading", patients: 0), report("evaluating", patients: 9_000, done: 4_096), last])
            }
        ])
        return try service.ask(["reload"] + arguments)
    }

    @Test func `how far it has come goes to a terminal only, and the last word counts`() throws {
        let taken = try ask(report("taken", patients: 9_000))
        #expect(taken.status == 0 && taken.talk.isEmpty)
        #expect(taken.output == "taken: 9000 patients, 3 changed, 0 vanished, 0 returned, 0 rows set aside\n")
        let json = try ask(report("taken", patients: 9_000), ["-o", "json"])
        #expect(json.output.hasPrefix(#"{"outcome":"taken","patients":9000,"#) && !json.output.contains("done"))
        let refused = try ask(report("refused", patients: 9_000))
        #expect(refused.status == 65 && refused.talk.contains("no header"))
    }
}
