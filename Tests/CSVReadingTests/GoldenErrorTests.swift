import Glibc
import TestSupport
import Testing

@testable import CSVReading
@testable import RosterModel

@Suite("Golden errors of rosters")
struct GoldenErrorTests {
    private static let agents = (0...70_000).map { "A1,2024-01-01,drug,agent\($0),start\n" }.joined()

    /// Rows with one fault each; the shown value and its remedy come from the reader itself.
    private static let rows = [
        "A1,2024-01-01,visit,,,,,,", "A1,2024-01-01,visit,\"a\"b,,,,,,", ",2024-01-01,visit,,,,,,,",
        "B9,2024-01-01,visit,,,,,,,", "A1,,visit,,,,,,,", "A1,3/4/2025,visit,,,,,,,", "A1,13/4/2025,visit,,,,,,,",
        "1.2E+09,2024-01-01,visit,,,,,,,", "########,2024-01-01,visit,,,,,,,", "#REF!,2024-01-01,visit,,,,,,,",
        "A1,########,visit,,,,,,,", "A1,45000,visit,,,,,,,", "A1,2025-02-30,visit,,,,,,,", "A1,2025-13-01,visit,,,,,,,",
        "A1,2024-01-01T10:00,visit,,,,,,,", "A1,May,visit,,,,,,,", "A1,2024-01-01,,,,,,,,",
        "A1,2024-01-01,imaging,mri-brian,negative,,,,,", "A1,2024-01-01,imaging,xyz,negative,,,,,",
        "A1,2024-01-01,drug,Tucatinib,start,,,,,", "A1,2024-01-01,drug,tucatinb,start,,,,,",
        "A1,2024-01-01,drug,\(String(repeating: "x", count: 120)),start,,,,,",
        "A1,2024-01-01,imaging,mri-brain,new-lesions,Cerebellum,,,,",
        "A1,2024-01-01,imaging,mri-brain,new-lesions,left cerebellum and more,,,,",
        "A1,2024-01-01,status,deceased,resumed,,,,,", "A1,2024-01-01,imaging,mri-brain,new-lesions,,some,,,",
        "A1,2024-01-01,imaging,mri-brain,new-lesions,,,big,,", "A1,2024-01-01,performance,kps,,,,,,",
        "A1,2024-01-01,performance,kps,,,,,many,", "A1,2024-01-01,interval,brain-mri,3 months,,,,,",
        "A1,2024-01-01,visit,,,,,,,\(String(repeating: "x", count: 501))",
    ]

    private static func rowFaults() throws -> [RosterFault] {
        let patients =
            CSVText.patients.replacing("sex", with: "sex,shoe_size")
            + "A1,,,1970-99,female,42,,\nA1,,,,,,,\nB1,########,#N/A,23456,female,42,,\n9.5E+08,,,,,,,\n\"C\tD\",,,,,,,\n"
        var faults = try Readings.read(patients, CSVText.events + rows.map { $0 + "\n" }.joined()).faults
        faults += try Readings.read(CSVText.patients, CSVText.events).faults
        faults += try Readings.read(
            CSVText.onePatient, "mrn,date,event,detail,result\n" + agents
        ).faults.filter { $0.kind == .tooManyAgents }.prefix(1)
        return faults
    }

    private static func refused(_ patients: String, _ events: String, _ limits: CSVLimits = CSVLimits()) -> [FileFault]
    {
        do throws(RosterRefusal) {
            _ = try CSVReader(limits: limits).read(
                patientsCSV: Array(patients.utf8), eventsCSV: Array(events.utf8))
            return []
        } catch {
            return error.faults
        }
    }

    private static func fileFaults() -> [FileFault] {
        var faults = refused("", "\"mrn\"x,date,event,date\n") + refused("mrn\n\"A", "mrn,date\n")
        faults += refused("mrn\n\u{0}", "mrn,date,event\n")
        faults += refused("mrn\n1\n2\n3\n", CSVText.events, CSVLimits(columns: 8, lines: 3))
        faults += refused("mrn\n" + String(repeating: "x", count: 70_000), CSVText.events)
        faults += refused("mrn\n" + String(repeating: "x,", count: 600_000), CSVText.events)
        faults += [nil, 0xFE, 0x92].map { FileFault.notText(.patients, row: 3, byte: $0) }
        faults += [ENOENT, EACCES, ENXIO, EIO].map { FileFault.failure(.events, folder: "/srv/roster", errno: $0) }
        return faults + [FileFault.changed(.events), .notAFile(.patients, "a directory")]
    }

    @Test func `every fault of rows and files says what the golden file holds`() throws {
        let rows = try Self.rowFaults()
        let files = Self.fileFaults()
        #expect(
            Set(rows.map(\.kind))
                == Set(RosterFaultKind.allCases).subtracting(RosterFaultKind.ofResources)
                .subtracting(RosterFaultKind.ofMappings))
        #expect(Set(files.map(\.kind)) == Set(FileFaultKind.allCases).subtracting(FileFaultKind.ofFHIR))
        let judge = ExportJudge(vanishedShareAtMost: 0.2, changedShareAtMost: 0.1)
        let doubted = ExportDoubted(doubts: judge.doubts(vanished: 1, of: 1) + judge.doubts([.deceased: 9], of: 9))
        let samples = [
            rows.map { ErrorSample($0.kind.rawValue, "\($0)", remedy: $0.remedy) },
            files.map { ErrorSample($0.kind.rawValue, "\($0)", remedy: $0.remedy) },
            [ErrorSample("doubted", "\(doubted)", remedy: doubted.remedy)],
        ]
        for sample in samples.flatMap(\.self) { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = zip(["rows", "files", "a roster as a whole"], samples).map { ErrorSample.document($0, $1) }
            .joined()
        try GoldenFile().hold(document)
    }
}
