import Delivery
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

// Part of the suite of the clock, since the zone is the whole process's.
extension ClinicClockTests {
    private static let busy = "601-busy"

    /// A busy scenario ends in the same wherever the service is killed: all is told, and a second copy has the same number.
    private func check(_ clinic: ScenarioClinic, against file: ScenarioFile, _ place: Comment) throws {
        let (told, notTold) = (try clinic.told(), try clinic.notTold())
        #expect(told.sorted() == (file.lines("told") ?? []).sorted(), place)
        #expect(notTold.sorted() == (file.lines("not told") ?? []).sorted(), place)
        let messages = Dictionary(grouping: clinic.delivered.map(\.message), by: \.id)
        for copy in clinic.copies { #expect(messages[copy.id] == [copy], place) }
    }

    @Test func `killed after any step between deciding and recording, the service tells the same, each once`() throws {
        let file = try ScenarioFile(named: ClinicClockTests.busy)
        let whole = try ClinicClockTests.play(file)
        #expect(whole.steps > 40)
        for step in 1...whole.steps {
            let clinic = try ClinicClockTests.play(file, crashAfter: step)
            #expect(clinic.crashAfter == nil, "it never came to step \(step)")
            try check(clinic, against: file, "killed after step \(step) of \(whole.steps)")
        }
    }

    @Test func `killed in the middle of any job, the service tells the same, each once`() throws {
        let file = try ScenarioFile(named: ClinicClockTests.busy)
        let whole = try ClinicClockTests.play(file) { ScenarioDisk($0, killAt: nil) }
        let moments = try #require(whole.disk?.moments)
        #expect(moments.count > 20)
        for moment in moments {
            let clinic = try ClinicClockTests.play(file) { ScenarioDisk($0, killAt: moment) }
            try check(clinic, against: file, "killed as it asks for the time, for the \(moment). time")
        }
    }
}
