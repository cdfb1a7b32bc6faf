import Foundation
import TestSupport
import Testing

/// A real service whose export turns wrong as a whole: what it was about stays in force, and somebody is told.
@Suite("Exports that are doubted")
struct DoubtedExportScenarios {
    private static let header = "mrn,date,event,detail,result,site,count,size_mm,value,note\n"

    /// Ten patients with a finding each, their events changed by `edit` one by one; nil leaves an event out.
    private static func events(_ edit: (String) -> String? = { $0 }) -> String {
        header
            + (1...10).flatMap { number in
                [
                    "M\(number),2024-01-10,diagnosis,breast-cancer,metastatic,,,,,",
                    "M\(number),2024-01-10,biomarker,her2,3+,,,,,",
                    "M\(number),2026-09-01,imaging,mri-brain,new-lesions,,2,12,,",
                    "M\(number),2026-09-20,drug,tucatinib,start,,,,,",
                ]
            }.compactMap(edit).map { $0 + "\n" }.joined()
    }

    private static let patients =
        "mrn,birth_date\n" + (1...10).map { "M\($0),1970-01-01\n" }.joined()

    private func service(crashPoint: String? = nil) throws -> RunningService {
        try RunningService(patients: Self.patients, events: Self.events(), crashPoint: crashPoint)
    }

    private func phases(_ service: RunningService) throws -> String { try service.ask("census").output }

    @Test(arguments: [
        ("deceased", "10 of 10 patients are said to have died"), ("hospice", "10 of 10 patients are suspended now"),
    ])
    func `a status that many have at once is refused, and root may answer for it`(status: String, doubt: String) throws
    {
        let service = try service()
        let before = try phases(service)
        let dead = Self.events() + (1...10).map { "M\($0),2026-10-01,status,\(status),,,,,,\n" }.joined()
        try service.folder.write("roster/events.csv", dead)
        let reload = try service.ask("reload")
        #expect(reload.status == 65 && reload.talk.contains(doubt) && reload.talk.contains("--accept-changes"))
        #expect(try phases(service) == before)
        #expect(try service.ask("check").output.contains("a newer roster is refused"))
        // The files are as they were when they were refused: asked again, they are judged again.
        #expect(try service.ask("reload").status == 65)
        #expect(try service.ask("reload", "--accept-changes").status == 0)
        #expect(try phases(service) != before)
        let audit = try service.ask("audit").output
        #expect(audit.contains("accept-changes") && audit.contains("taken, 10 changed, 0 vanished"))
        // It held for that export alone.
        try service.folder.write("roster/events.csv", Self.header)
        #expect(try service.ask("reload").talk.contains("events are missing"))
    }

    @Test(arguments: [
        ("imaging", "10 of 10 events `imaging mri-brain` are missing"),
        ("drug", "10 of 10 events `drug` are missing"),
        ("biomarker", "10 of 10 events `biomarker her2` are missing"), ("M", "40 of 40 events are missing"),
    ])
    func `an export without any event of a kind is refused`(kind: String, doubt: String) throws {
        let service = try service()
        let before = try phases(service)
        try service.folder.write("roster/events.csv", Self.events { $0.contains(kind) ? nil : $0 })
        let reload = try service.ask("reload")
        #expect(reload.status == 65 && reload.talk.contains(doubt), "\(reload.talk)")
        #expect(try phases(service) == before)
    }

    @Test func `findings that turn into others in many patients are refused, in a few they are taken`() throws {
        let service = try service()
        let turned = { (count: Int) in
            Self.events { line in
                let number = Int(line.dropFirst().prefix { $0 != "," }) ?? 0
                return number > count ? line : line.replacing("new-lesions", with: "negative")
            }
        }
        try service.folder.write("roster/events.csv", turned(3))
        let reload = try service.ask("reload")
        #expect(reload.status == 65 && reload.talk.contains("3 of 10 patients have lost their CNS disease"))
        try service.folder.write("roster/events.csv", turned(2))
        #expect(try service.ask("reload").output.hasPrefix("taken: 10 patients, 2 changed"))
    }

    @Test func `a file replaced by one of the same size and time is read`() throws {
        let service = try service()
        let path = service.folder.path + "/roster/events.csv"
        let written = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        let text = Self.events().replacing(
            "M7,2026-09-01,imaging,mri-brain,new-lesions", with: "M7,2026-09-01,imaging,mri-brain,progression")
        // In place, so that the inode stays too.
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
        try FileManager.default.setAttributes([.modificationDate: try #require(written)], ofItemAtPath: path)
        _ = try service.ask("reload")
        #expect(try service.ask("show", "M7").output.contains("mri-brain progression"))
    }

    @Test func `an export on which the service crashed is not read again by itself`() throws {
        let service = try service(crashPoint: "reading:1")
        #expect(service.wait().reason == .uncaughtSignal)
        try service.start()
        let status = try service.ask("status")
        #expect(status.output.contains("the service ended by a fault while it read this export"), "\(status.output)")
        // A person may try it once more, and another export is another matter.
        #expect(try service.ask("reload").output.hasPrefix("taken: 10 patients"))
        #expect(service.end(with: 15).status == 0)
        try service.start(with: ["CNSWATCH_CRASH_POINT": "reading:1"])
        try service.folder.write("roster/events.csv", Self.events() + "M1,2026-09-21,visit,,,,,,,\n")
        #expect(service.wait().reason == .uncaughtSignal)
        try service.folder.write("roster/events.csv", Self.events { $0.replacing(",12,", with: ",13,") })
        try service.start()
        #expect(try service.ask("status").output.contains("refused") == false)
        #expect(try service.ask("show", "M1").output.contains("13 mm"))
    }
}
