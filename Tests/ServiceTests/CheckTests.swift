import ControlInterface
import JSONText
import TestSupport
import Testing
import Varlink

@testable import cnswatch

/// What a monitoring system is told: one line, four exit statuses, and figures.
@Suite("The check of a monitoring system")
struct CheckTests {
    private static func status(
        loadedAt: Int? = 1_793_520_000, stale: Bool = false, rejectedRows: Int = 0, refusedAt: Int? = nil,
        pending: Int = 0, notices: [String] = []
    ) -> StatusReport {
        StatusReport(
            version: "1", pid: 7, startedAt: 1_793_520_000, asOf: "2026-11-23", timeZone: "UTC",
            protocol: StubAnswers.page([]).protocol,
            roster: RosterStatus(
                folder: "/srv/roster", loadedAt: loadedAt, patients: 200, events: 900, rejectedRows: rejectedRows,
                absent: 1, stale: stale, refusedAt: refusedAt, refusal: refusedAt == nil ? [] : ["cut short"]),
            evaluatedAt: 1_793_520_000, evaluatedPatients: 200, nextWake: nil, connections: 1, alertsPending: pending,
            alertsToday: 3, notices: notices.map { Notice(kind: $0, message: "Secret | of the site.") })
    }

    private static func census(overdue: Int = 0, emergencies: Int = 0) -> CensusReport {
        CensusReport(
            asOf: "2026-11-23", total: 200, phases: [WordCount(word: "long-term", count: 200)], protocols: [],
            statuses: [
                WordCount(word: "due-soon", count: 9), WordCount(word: "due", count: 4),
                WordCount(word: "overdue", count: overdue),
            ],
            urgencies: [WordCount(word: "emergency", count: emergencies), WordCount(word: "soon", count: 30)],
            incomplete: 2, absent: 1, notices: [])
    }

    private func check(
        _ status: StatusReport, _ census: CensusReport, _ arguments: [String] = []
    ) throws -> Program {
        let service = try StubService(["Status": { _ in .reply(status) }, "Census": { _ in .reply(census) }])
        return try service.ask(["check"] + arguments)
    }

    @Test func `all is well in one line with figures`() throws {
        let outcome = try check(Self.status(), Self.census())
        #expect(outcome.status == 0)
        #expect(
            outcome.output
                == "CNSWATCH OK - 0 items overdue, 200 patients | patients=200;;;0 overdue=0;;;0 due=4;;;0 "
                + "emergencies=0;;0;0 incomplete=2;;;0 absent=1;;;0 rejected_rows=0;0;;0 alerts_pending=0;0;;0\n")
        #expect(outcome.talk.isEmpty)
    }

    static let findings: [(StatusReport, Int32, String)] = [
        (status(stale: true), 1, "CNSWATCH WARNING - the roster is stale, 0 items overdue, 200 patients | "),
        (status(rejectedRows: 1), 1, "CNSWATCH WARNING - 1 row set aside, "),
        (status(refusedAt: 1_793_520_001), 1, "CNSWATCH WARNING - a newer roster is refused, "),
        (status(notices: ["roster-refused"]), 1, "CNSWATCH WARNING - a newer roster is refused, "),
        (status(notices: ["protocol-refused"]), 1, "CNSWATCH WARNING - a newer protocol is refused, "),
        (status(notices: ["delivery"]), 1, "CNSWATCH WARNING - alerts cannot be delivered, "),
        (status(pending: 2), 1, "CNSWATCH WARNING - 2 alerts not yet told, "),
        (status(notices: ["patients-absent"]), 0, "CNSWATCH OK - 0 items overdue, "),
        (
            status(stale: true, rejectedRows: 3, pending: 1), 1,
            "CNSWATCH WARNING - the roster is stale, 3 rows set aside, 1 alert not yet told, "
        ),
        (status(loadedAt: nil), 2, "CNSWATCH CRITICAL - no roster was ever taken, so nobody is watched; see: "),
    ]

    @Test(arguments: findings)
    func `what is wrong with the service is told in its state`(
        status: StatusReport, exit: Int32, line: String
    ) throws {
        let outcome = try check(status, Self.census())
        #expect(outcome.status == exit)
        #expect(outcome.output.hasPrefix(line), "\(outcome.output)")
        #expect(outcome.output.split(separator: "\n").count == 1)
        #expect(!outcome.output.contains("Secret"))
    }

    @Test(
        arguments: [
            (0, [], 0, "0 items overdue", "overdue=0;;;0"),
            (12, [], 0, "12 items overdue", "overdue=12;;;0"),
            (12, ["--overdue-warning", "12"], 0, "12 items overdue", "overdue=12;12;;0"),
            (13, ["--overdue-warning", "12"], 1, "13 items overdue", "overdue=13;12;;0"),
            (13, ["--overdue-warning", "12", "--overdue-critical", "13"], 1, "13 items overdue", "overdue=13;12;13;0"),
            (14, ["--overdue-warning", "12", "--overdue-critical", "13"], 2, "14 items overdue", "overdue=14;12;13;0"),
            (1, ["--overdue-critical", "0"], 2, "1 item overdue", "overdue=1;;0;0"),
        ] as [(Int, [String], Int32, String, String)])
    func `overdue items matter above the limits that are given`(
        overdue: Int, arguments: [String], exit: Int32, words: String, figure: String
    ) throws {
        let outcome = try check(Self.status(), Self.census(overdue: overdue), arguments)
        #expect(outcome.status == exit)
        #expect(outcome.output.contains(" - \(words), 200 patients | "), "\(outcome.output)")
        #expect(outcome.output.contains(" \(figure) "), "\(outcome.output)")
    }

    @Test func `an open emergency is critical and stands before all else, unless it is to be ignored`() throws {
        let loud = try check(Self.status(stale: true), Self.census(overdue: 3, emergencies: 1))
        #expect(loud.status == 2)
        #expect(
            loud.output.hasPrefix(
                "CNSWATCH CRITICAL - 1 open emergency, the roster is stale, 3 items overdue, 200 patients | "))
        let ignored = try check(Self.status(), Self.census(emergencies: 2), ["--ignore-emergencies"])
        #expect(ignored.status == 0)
        #expect(ignored.output.contains(" emergencies=2;;;0 "))
    }

    @Test(
        arguments: [
            ("org.cnswatch.Control.StoreFailed", 2, "CRITICAL - the service cannot use its store"),
            ("org.cnswatch.Control.RosterNotLoaded", 2, "CRITICAL - the service has no roster yet"),
            ("org.varlink.service.PermissionDenied", 3, "UNKNOWN - the service refuses this to your account"),
            ("org.varlink.service.MethodNotFound", 3, "UNKNOWN - the service has no method"),
            ("org.example.Strange", 3, "UNKNOWN - the service answered the error org.example.Strange"),
        ] as [(String, Int32, String)])
    func `a service that cannot answer is told of on standard output`(
        error: String, exit: Int32, line: String
    ) throws {
        let service = try StubService([
            "Status": { _ in .reply(Self.status()) }, "Census": { _ in .fail(VarlinkError(error)) },
        ])
        let outcome = try service.ask(["check"])
        #expect(outcome.status == exit)
        #expect(outcome.output.hasPrefix("CNSWATCH " + line), "\(outcome.output)")
        #expect(outcome.output.split(separator: "\n").count == 1)
        #expect(outcome.talk.isEmpty)
    }

    @Test func `no service is critical`() throws {
        let outcome = try Programs.cnswatch(["check"])
        #expect(outcome.status == 2)
        #expect(outcome.output.hasPrefix("CNSWATCH CRITICAL - the service is not running: nothing answers at "))
        #expect(outcome.output.hasSuffix("\n") && outcome.output.dropLast().allSatisfy { $0 != "\n" })
    }

    @Test(arguments: [
        ["--overdue-warning", "many"], ["--overdue-warning", "-1"], ["--nonsense"], ["--timeout", "0"], ["extra"],
    ])
    func `wrong words are UNKNOWN and not another command's status`(arguments: [String]) throws {
        let outcome = try Programs.cnswatch(["check"] + arguments)
        #expect(outcome.status == 3)
        #expect(outcome.output.hasPrefix("CNSWATCH UNKNOWN - "), "\(outcome.output)")
        #expect(outcome.output.split(separator: "\n").count == 1)
    }

    @Test func `what would begin figures or a second line is taken out`() {
        let result = CheckResult(.unknown, because: "a|b\nc\r\nd")
        #expect(result.line == "CNSWATCH UNKNOWN - a/b c d")
    }
}
