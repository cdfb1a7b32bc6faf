import ClinicalModel
import Testing

@testable import RosterModel

@Suite("Faults of rows")
struct RosterFaultTests {
    /// For each kind, files that have it and what is said.
    static let catalogue: [(kind: RosterFaultKind, patients: String, events: String)] = [
        (.unknownColumns, "mrn,ward\nA1,\n", CSVText.events),
        (.noPatients, CSVText.patients, CSVText.events),
        (.wrongFieldCount, CSVText.onePatient, CSVText.events("A1,2025,visit")),
        (.textAfterQuote, CSVText.onePatient, CSVText.events("A1,2025,\"visit\"x,,,,,,,")),
        (.missingMRN, CSVText.onePatient, CSVText.events(",2025,visit,,,,,,,")),
        (.untypableMRN, CSVText.onePatient + "\"A\tB\",,,,,,\n", CSVText.events),
        (.duplicateMRN, CSVText.onePatient + "A1,,,,,,\n", CSVText.events),
        (.unknownMRN, CSVText.onePatient, CSVText.events("A2,2025,visit,,,,,,,")),
        (.badBirthDate, CSVText.patients + "A1,,,unknown,,,\n", CSVText.events),
        (.missingDate, CSVText.onePatient, CSVText.events("A1,,visit,,,,,,,")),
        (.badDate, CSVText.onePatient, CSVText.events("A1,soon,visit,,,,,,,")),
        (.missingWord, CSVText.onePatient, CSVText.events("A1,2025,,,,,,,,")),
        (.unknownWord, CSVText.onePatient, CSVText.events("A1,2025,consultation,,,,,,,")),
        (.misspeltAgent, CSVText.onePatient, CSVText.events("A1,2025,drug,Tucatinib,start,,,,,")),
        (.doubtfulAgent, CSVText.onePatient, CSVText.events("A1,2025,drug,tucatinb,start,,,,,")),
        (
            .unusableAgent, CSVText.onePatient,
            CSVText.events("A1,2025,drug,\(String(repeating: "x", count: 101)),start,,,,,")
        ),
        (
            .tooManyAgents, CSVText.onePatient,
            CSVText.events + (0...10_000).map { "A1,2025,drug,agent \($0 + 100_000),start,,,,,\n" }.joined()
        ),
        (.misspeltSite, CSVText.onePatient, CSVText.events("A1,2025,imaging,mri-brain,stable,Brain stem,,,,")),
        (.doubtfulSite, CSVText.onePatient, CSVText.events("A1,2025,imaging,mri-brain,stable,left cerebellum,,,,")),
        (
            .longNote, CSVText.onePatient,
            CSVText.events("A1,2025,visit,,,,,,,\(String(repeating: "\u{E9}", count: 501))")
        ),
        (.conflictingStatus, CSVText.onePatient, CSVText.events("A1,2025,status,hospice,declined,,,,,")),
        (.badCount, CSVText.onePatient, CSVText.events("A1,2025,imaging,mri-brain,stable,,many,,,")),
        (.badSize, CSVText.onePatient, CSVText.events("A1,2025,imaging,mri-brain,stable,,,big,,")),
        (.missingValue, CSVText.onePatient, CSVText.events("A1,2025,performance,kps,,,,,,")),
        (.badValue, CSVText.onePatient, CSVText.events("A1,2025,performance,kps,,,,,high,")),
        (.spreadsheetDamage, CSVText.onePatient, CSVText.events("1.2E+09,2025,visit,,,,,,,")),
        (.badInterval, CSVText.onePatient, CSVText.events("A1,2025,interval,visit,often,,,,,")),
    ]

    @Test func `every kind can be provoked and tells what to write instead`() throws {
        for (kind, patients, events) in RosterFaultTests.catalogue {
            let reading = try Readings.read(patients, events)
            let fault = try #require(reading.faults.first, "\(kind)")
            #expect(reading.faults.count == 1)
            #expect(fault.kind == kind)
            #expect(fault.severity == kind.severity)
            #expect(!fault.reason.isEmpty && !fault.reason.contains("``"))
            #expect(fault.remedy.count > 10 && !fault.remedy.contains("``"))
            #expect(fault.row >= 1)
            let isWarning = kind.severity == .warning
            #expect(reading.totals.rejectedRows == (isWarning ? 0 : 1))
            #expect(reading.totals.warnings == (isWarning ? 1 : 0))
        }
        #expect(
            Set(RosterFaultTests.catalogue.map(\.kind))
                == Set(RosterFaultKind.allCases).subtracting(RosterFaultKind.ofResources)
                .subtracting(RosterFaultKind.ofMappings))
    }

    @Test func `a fault names file, row and column`() {
        #expect(
            Readings.faults(CSVText.onePatient, CSVText.events("A1,2025,visit,,,,,,,", "A1,2025-02-30,visit,,,,,,,"))
                == [
                    "events.csv:3:date: `2025-02-30`: there is no such day; "
                        + "write YYYY-MM-DD, or YYYY-MM or YYYY as far as it is known"
                ])
        #expect(
            Readings.faults(CSVText.onePatient, CSVText.events("A1,2025")) == [
                "events.csv:2: the row has 2 fields where the header has 10; "
                    + "write as many, and enclose in quotes a text that holds a comma or a line end"
            ])
    }

    @Test(arguments: [
        ("3/4/2025", "ambiguous"), ("03-04-25", "ambiguous"), ("13/4/2025", "year first"), ("45000", "serial number"),
        ("2025-02-30", "no such day"), ("2025-13", "no such month"), ("0000", "no such year"),
        ("0000-01-01", "no such year"), ("2025-01-02T10:00", "time of day"), ("2025-01-02 10:00:00", "time of day"),
        ("2025/01/02", "no accepted form"), ("20250102", "no accepted form"), ("2025-1-2", "no accepted form"),
        ("\u{0662}025", "no accepted form"), ("99999999999999999999999999", "no accepted form"),
        ("-", "no accepted form"),
    ])
    func `a date that is none is told as exactly as can be`(date: String, reason: String) throws {
        let fault = try #require(try Readings.read(events: CSVText.events("A1,\(date),visit,,,,,,,")).faults.first)
        #expect(fault.kind == .badDate)
        #expect(fault.reason.contains(reason))
        #expect(fault.shownValue == date)
    }

    @Test func `no fault tells who the patient is`() throws {
        let secret = "SENTINEL"
        let persons = ["\(secret)-M,\(secret)-F,\(secret)-G,\(secret)-B,female,North,Dr"]
        let patients = [
            CSVText.patients + persons[0] + "\n" + persons[0] + "\n,\(secret),,,,,\n\(secret)-M2,\(secret)\n",
            CSVText.patients + "\"\(secret)\"x,a,b,c,d,e,f\n\(secret),a,b,c,d,e,f,g\n",
            "\(secret),\(secret),1970\n", "mrn,mrn,\(secret)\n", "\(secret);mrn\n", "name\n\(secret)\n",
            CSVText.patients + "\"\(secret)", CSVText.patients + String(repeating: secret, count: 10_000),
        ]
        let rows = RosterFaultTests.catalogue.filter { $0.events.count < 1_000 }.map { entry in
            let events = entry.events.dropFirst(CSVText.events.count).dropLast()
            return (events.isEmpty ? "A1,,,,,,,,," : events).replacing("A1", with: "\(secret)-M") + secret
        }
        let events = [
            CSVText.events + rows.map { $0 + "\n" }.joined(), "\(secret),2025,visit\n",
            CSVText.events + "\(secret),2025,visit,,,\(secret),\(secret),\(secret),\(secret),\(secret)\n",
            CSVText.events + "\(secret)-M,2025,imaging,mri-brain,stable,cerebellum \(secret),,,,\(secret)\n",
            CSVText.events + "\(secret)-M,2025,biopsy,,positive,\(secret),\(secret),\(secret),,\"\(secret)\n",
        ]
        var told = 0
        for patients in patients {
            for events in events {
                let faults = Readings.faults(patients, events)
                told += faults.count
                #expect(!faults.contains { $0.contains(secret) })
            }
        }
        #expect(told > 100)
    }

    @Test func `what is shown is short and free of control characters`() throws {
        let value = "\u{1B}[31mx\u{202E}\u{A0}" + String(repeating: "é", count: 200)
        let fault = try #require(try Readings.read(events: CSVText.events("A1,2025,\(value),,,,,,,")).faults.first)
        #expect(fault.shownValue == "\\u{1B}[31mx\\u{202E}\\u{A0}" + String(repeating: "é", count: 32) + "…")
    }

    @Test func `the list of faults is bounded and their number is exact`() throws {
        let rows = (0..<1_500).map { _ in "A1,x,y,,,,,,,\n" }.joined()
        let reading = try Readings.read(events: CSVText.events + rows)
        #expect(reading.faults.count == 1_000)
        #expect(reading.totals.faults == 3_000)
        #expect(reading.totals.rejectedRows == 1_500)
        #expect(reading.roster.rejectedRows == [1_500])
    }

    @Test func `a doubtful agent is told once a name`() throws {
        let row = "A1,2025,drug,tucatinb,start,,,,,"
        #expect(try Readings.read(events: CSVText.events(row, row, row)).totals.warnings == 1)
    }
}
