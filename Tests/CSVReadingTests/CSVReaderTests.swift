import CivilCalendar
import ClinicalModel
import Testing

@testable import RosterModel

@Suite("Reading a roster")
struct CSVReaderTests {
    @Test func `columns may stand in any order and be missing`() throws {
        let reading = try Readings.read("clinic,mrn\nNorth,A1\n", "event,mrn,date\nvisit,A1,2025\n")
        #expect(reading.roster.patients == [Patient(mrn: "A1", clinic: "North", row: 2)])
        #expect(Array(reading.roster.events) == [Event(date: PartialDate(year: 2025)!, content: .visit, row: 2)])
        #expect(reading.faults == [])
    }

    @Test func `unknown columns are ignored with one warning that names them`() {
        #expect(
            Readings.faults("mrn,ward,Clinic,,\nA1,1,2,3,4\n") == [
                "patients.csv:1: nothing reads the columns `ward`, `Clinic`, 2 without a name; rename a column that "
                    + "should be read to one of `family_name`, `given_name`, `birth_date`, `sex`, `clinic`, `clinician`, "
                    + "or leave it"
            ])
    }

    @Test func `events are grouped by patient in file order wherever their rows stand`() throws {
        let patients = "mrn\nA\nB\nC\n"
        let scattered = try Readings.read(
            patients, "mrn,date,event\nC,2021,visit\nA,2022,visit\nC,2020,visit\nA,2019,visit\n")
        #expect(scattered.roster.eventStarts == [0, 2, 2, 4])
        #expect(scattered.roster.events.map(\.row) == [3, 5, 2, 4])
        let grouped = try Readings.read(
            patients, "mrn,date,event\nA,2022,visit\nA,2019,visit\nC,2021,visit\nC,2020,visit\n")
        #expect(grouped.roster.eventStarts == scattered.roster.eventStarts)
        #expect(grouped.roster.events.map(\.date) == scattered.roster.events.map(\.date))
    }

    @Test func `a faulty row is set aside and its patient is incomplete`() throws {
        let reading = try Readings.read(
            "mrn\nA\nB\n", CSVText.events("A,2025,visit,,,,,,,", "A,bad,visit,,,,,,,", "B,2025,visit,,,,,,,", "B,2025"))
        #expect(reading.roster.events.count == 2)
        #expect(reading.roster.rejectedRows == [1, 1])
        #expect(reading.roster.record(at: 0).isIncomplete)
    }

    @Test func `nobody disappears for a faulty row of patients`() throws {
        let reading = try Readings.read(
            CSVText.patients + "A1,X,Y,1/2/1970,,,\nA2,Smith, MD,Y,1970,,,\nA3,X\nA1,Z,,,,,\n",
            CSVText.events("A1,2025,visit,,,,,,,", "A2,2025,visit,,,,,,,", "A3,2025,visit,,,,,,,"))
        #expect(reading.roster.patients.map(\.mrn) == ["A1", "A2", "A3"])
        #expect(reading.roster.patients.map(\.birthDate) == [nil, nil, nil])
        #expect(reading.roster.patients[0].familyName == "X")
        #expect(reading.roster.patients[1].familyName == "")
        #expect(reading.roster.rejectedRows == [2, 1, 1])
        #expect(reading.roster.events.count == 3)
        #expect(reading.faults.map(\.severity) == [.fieldSetAside, .fieldSetAside, .fieldSetAside, .rowSetAside])
        #expect(reading.totals.rejectedRows == 4)
    }

    @Test func `a shifted row whose record number is not certain makes no patient`() throws {
        let reading = try Readings.read("family_name,mrn\nSmith,A1\nSmith, MD,A2\nB\n", CSVText.events)
        #expect(reading.roster.patients.map(\.mrn) == ["A1"])
        #expect(reading.totals.rejectedRows == 2)
    }

    @Test func `an event of nobody is counted as an orphan`() throws {
        let reading = try Readings.read(
            events: CSVText.events("A2,2025,visit,,,,,,,", ",2025,visit,,,,,,,", "A1,2025,visit,,,,,,,"))
        #expect(reading.totals.orphanRows == 1)
        #expect(reading.totals.rejectedRows == 2)
        #expect(reading.roster.rejectedRows == [0])
    }

    @Test func `two spellings of one accented record number are one patient`() throws {
        let reading = try Readings.read("mrn\n\u{E9}1\ne\u{301}1\n", CSVText.events)
        #expect(reading.roster.patients.count == 1)
        #expect(reading.faults.map(\.kind) == [.duplicateMRN])
    }

    @Test func `many patients are found by their record numbers`() throws {
        let numbers = (0..<5_000).map { String($0 * 7_919, radix: 36) + ($0 % 3 == 0 ? "-a-longer-record-number" : "") }
        let patients = "mrn\n" + numbers.map { $0 + "\n" }.joined()
        let events = "mrn,date,event\n" + numbers.reversed().map { "\($0),2025,visit\n" }.joined()
        let reading = try Readings.read(patients, events)
        #expect(reading.roster.eventStarts == Array(0...5_000))
        #expect(reading.roster.events.map(\.row) == Array((2...5_001).reversed()))
    }

    @Test func `a roster without patients and events is empty and says so`() throws {
        let reading = try Readings.read(CSVText.patients, "mrn,date,event")
        #expect(reading.roster.patients.isEmpty && reading.roster.events.isEmpty)
        #expect(reading.faults.map(\.kind) == [.noPatients])
    }
}
