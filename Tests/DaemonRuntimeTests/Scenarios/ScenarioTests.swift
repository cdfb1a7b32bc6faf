import CivilCalendar
import Foundation
import TestSupport
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

// Part of the suite of the clock, since the zone is the whole process's.
extension ClinicClockTests {
    /// A scenario played to its end; killed after a step between deciding and recording, or in the middle of a job.
    static func play(
        _ file: ScenarioFile, crashAfter: Int? = nil, disk: ((String) -> ScenarioDisk)? = nil
    ) throws -> ScenarioClinic {
        let clinic = try ScenarioClinic(
            zone: file.zone,
            configuration: { folder in
                if let holidays = file.lines("holidays") {
                    try (holidays.joined(separator: "\r\n") + "\r\n")
                        .write(toFile: folder + "/holidays.ics", atomically: true, encoding: .utf8)
                }
                return ScenarioClinic.configurationText(file.lines("config") ?? [], of: file, in: folder)
            }, export: (file.lines("patients") ?? [], file.lines("events") ?? []))
        clinic.crashAfter = crashAfter
        clinic.disk = disk?(clinic.configuration.stateFolder)
        for line in file.lines("script") ?? [] { try clinic.play(line, of: file) }
        return clinic
    }

    @Test(arguments: ScenarioFile.names)
    func `a scenario tells whom it should, when it should, and nothing else`(name: String) throws {
        let file = try ScenarioFile(named: name)
        #expect(file.title.hasPrefix(name.prefix(3) + " "), "the title has the number of the file")
        let clinic = try ClinicClockTests.play(file)
        let (told, notTold) = (try clinic.told(), try clinic.notTold())
        if GoldenFile.isRenewed { try ScenarioFile.renew(name, told: told, notTold: notTold.sorted()) }
        #expect(told == file.lines("told") ?? [], "told:\n\(told.joined(separator: "\n"))")
        #expect(
            notTold.sorted() == (file.lines("not told") ?? []).sorted(),
            "not told:\n\(notTold.joined(separator: "\n"))")
        for text in file.lines("log") ?? [] {
            #expect(clinic.journal.lines.contains { $0.contains(text) }, "the journal does not say: \(text)")
        }
        #expect(clinic.copies.isEmpty, "nothing goes out twice where nothing breaks")
        #expect(clinic.idleWakes.map { "\(clinic.clock.civilMoment(at: $0))" } == [], "woken for nothing")
    }

    @Test func `there are scenarios, each with a number of its own`() {
        let numbers = ScenarioFile.names.map { $0.prefix(4) }
        #expect(numbers.count > 30)
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.allSatisfy { $0.last == "-" && Int($0.prefix(3)) != nil })
    }
}
