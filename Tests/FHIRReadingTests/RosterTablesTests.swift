import CSVReading
import ClinicalModel
import RosterModel
import Testing

@Suite("A roster of FHIR as tables")
struct RosterTablesTests {
    private static func tables(_ reading: RosterReading) -> (patients: [UInt8], events: [UInt8]) {
        let tables = RosterTables(reading)
        var patients: [UInt8] = []
        var events: [UInt8] = []
        tables.writePatients { patients += $0 }
        tables.writeEvents { events += $0 }
        return (patients, events)
    }

    @Test(arguments: ["her2-positive", "negatives", "cns-overlay"])
    func `the tables give the same plans`(folder: String) throws {
        let reading = try FHIRCases.read(folder)
        let (patients, events) = Self.tables(reading)
        let again = try CSVReader().read(patientsCSV: patients, eventsCSV: events)
        #expect(try FHIRCases.plans(again) == FHIRCases.plans(reading))
        #expect(again.roster.patients.map(\.familyName) == reading.roster.patients.map(\.familyName))
    }

    @Test func `texts that tables would break on come back whole`() throws {
        let text = Samples.patient.replacing(
            "}],\"birthDate\"", with: #"}],"name":[{"family":"O'Neil, \"Ann\"\nSmith","given":["=1+1"]}],"birthDate""#)
        let reading = try FHIRCases.read(lines: [text, Samples.condition()])
        let (patients, events) = Self.tables(reading)
        let again = try CSVReader().read(patientsCSV: patients, eventsCSV: events)
        #expect(again.faults == [])
        #expect(again.roster.patients.map(\.familyName) == ["O'Neil, \"Ann\"\nSmith"])
        #expect(again.roster.patients.map(\.givenName) == ["=1+1"])
    }
}
