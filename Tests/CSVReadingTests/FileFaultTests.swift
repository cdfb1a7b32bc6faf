import ClinicalModel
import Glibc
import TestSupport
import Testing

@testable import CSVReading
@testable import RosterModel

@Suite("Files that are refused")
struct FileFaultTests {
    private func refusal(_ patients: String, _ events: String = CSVText.events) -> [FileFault] {
        refusal(Array(patients.utf8), Array(events.utf8))
    }

    private func refusal(_ patients: [UInt8], _ events: [UInt8]) -> [FileFault] {
        do throws(RosterRefusal) {
            _ = try CSVReader().read(patientsCSV: patients, eventsCSV: events)
            return []
        } catch {
            return error.faults
        }
    }

    private func refusal(folder: String) -> RosterRefusal? {
        do throws(RosterRefusal) {
            _ = try CSVReader().read(folder: folder)
            return nil
        } catch {
            return error
        }
    }

    @Test func `every kind is told with a remedy`() throws {
        let folder = try TemporaryFolder()
        try folder.write("events.csv", CSVText.events)
        try folder.write("patients.csv", CSVText.onePatient)
        let opened = try RegularFile(.patients, in: folder.path)
        try folder.write("patients.csv", "A2,,,,,,\n", appending: true)
        let limits = CSVLimits(columns: 8, lines: 3)
        let many = #expect(throws: RosterRefusal.self) {
            try CSVReader(limits: limits).read(
                patients: MemoryBytes(Array("mrn\n1\n2\n3\n".utf8)), events: MemoryBytes(Array(CSVText.events.utf8)))
        }
        var faults = refusal("", "\"mrn\"x,date,event,date\n") + (many?.faults ?? [])
        faults += refusal("mrn\n\"A", "mrn,date\n") + refusal("mrn\n\u{0}")
        faults += refusal("mrn\n" + String(repeating: "x", count: 70_000))
        faults += refusal("mrn\n" + String(repeating: "x,", count: 600_000))
        faults += refusal(folder: folder.path + "/none")?.faults ?? []
        faults += [opened.change(bytesRead: opened.stamp.size)].compactMap { $0 }
        faults += [
            .failure(.events, folder: "/x", errno: EACCES), .failure(.events, folder: nil, errno: EIO),
            .notAFile(.events, "a pipe"),
        ]
        for fault in faults {
            #expect(!fault.reason.isEmpty && fault.remedy.count > 10)
            #expect(fault.description.hasPrefix(fault.file.rawValue))
        }
        #expect(Set(faults.map(\.kind)) == Set(FileFaultKind.allCases).subtracting(FileFaultKind.ofFHIR))
    }

    @Test func `all faults of both files are told at once`() {
        #expect(
            refusal("name,name\n", "MRN,date,date,what\n").map(\.description) == [
                "patients.csv:1:mrn: the header has no such column; name a column `mrn` in the first line",
                "patients.csv:1: the header names a column twice; remove or rename one of them",
                "events.csv:1:mrn: the header has no such column; rename the column `MRN` to `mrn`",
                "events.csv:1:event: the header has no such column; name a column `event` in the first line",
                "events.csv:1:date: the header names the column twice; remove or rename one of them",
            ])
    }

    @Test(arguments: [(";", "`;`"), ("\t", "tabs")])
    func `another separator is recognised`(separator: String, name: String) {
        let header = ["mrn", "date", "event"].joined(separator: separator)
        #expect(
            refusal(CSVText.onePatient, header + "\n").map(\.remedy)
                == [String](repeating: "separate the columns with commas, not with \(name)", count: 3))
    }

    @Test func `text that is not UTF-8 is refused with its row`() {
        let utf16 = refusal([0xFF, 0xFE, 0x6D, 0x00], Array(CSVText.events.utf8))
        #expect(utf16.map(\.kind) == [.notText])
        #expect(utf16.first?.reason.contains("UTF-16") == true)
        let latin = refusal(Array("mrn\nA\n".utf8) + [0x4D, 0xFC, 0x0A], Array(CSVText.events.utf8))
        #expect(latin.first?.row == 3)
        #expect(latin.first?.reason.contains("Latin-1") == true)
    }

    @Test func `what is not a file is refused without waiting`() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path + "/patients.csv", 0o600) == 0)
        #expect(mkdir(folder.path + "/events.csv", 0o700) == 0)
        let faults = try #require(refusal(folder: folder.path)).faults
        #expect(faults.map(\.reason) == ["this is a pipe, not a file", "this is a directory, not a file"])
        remove(folder.path + "/patients.csv")
        #expect(symlink("/dev/null", folder.path + "/patients.csv") == 0)
        #expect(refusal(folder: folder.path)?.faults.first?.reason == "this is a device, not a file")
    }

    @Test func `missing files are each told with the folder`() throws {
        let folder = try TemporaryFolder()
        #expect(
            refusal(folder: folder.path)?.description.split(separator: "\n").map { $0.prefix { $0 != ";" } } == [
                "patients.csv: there is no such file in \(folder.path)",
                "events.csv: there is no such file in \(folder.path)",
            ])
    }

    @Test func `a roster in a folder is read like its bytes, with fingerprints that tell when it changes`() throws {
        let folder = try TemporaryFolder()
        let events = CSVText.events("A1,2025,visit,,,,,,,")
        try folder.write("patients.csv", CSVText.onePatient)
        try folder.write("events.csv", events)
        let first = try CSVReader().read(folder: folder.path + "/")
        let bytes = try Readings.read(events: events)
        #expect(Readings(first) == Readings(bytes))
        #expect(first.files[1].contentHash == bytes.files[1].contentHash)
        #expect(first.files[1].size == events.utf8.count)
        #expect(try CSVReader().read(folder: folder.path).files[1] == first.files[1])
        try folder.write("events.csv", CSVText.events("A1,2024,visit,,,,,,,"))
        #expect(try CSVReader().read(folder: folder.path).files[1].contentHash != first.files[1].contentHash)
    }

    @Test func `a file that was replaced, cut or appended to is not taken for the one that was opened`() throws {
        let folder = try TemporaryFolder()
        try folder.write("events.csv", CSVText.events)
        let size = CSVText.events.utf8.count
        let opened = try RegularFile(.events, in: folder.path)
        #expect(opened.change(bytesRead: size) == nil)
        #expect(opened.change(bytesRead: size - 1) == .changed(.events))
        try folder.write("patients.csv", CSVText.events)
        #expect(rename(folder.path + "/patients.csv", folder.path + "/events.csv") == 0)
        #expect(opened.change(bytesRead: size) == .changed(.events))
        let again = try RegularFile(.events, in: folder.path)
        #expect(truncate(folder.path + "/events.csv", 3) == 0)
        #expect(again.change(bytesRead: size) == .changed(.events))
    }
}
