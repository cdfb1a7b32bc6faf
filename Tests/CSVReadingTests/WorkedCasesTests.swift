import CivilCalendar
import ClinicalModel
import TestSupport
import Testing

@testable import CSVReading
@testable import RosterModel

@Suite("The worked cases")
struct WorkedCasesTests {
    @Test func `are read without a fault`() throws {
        let reading = try CSVReader().read(folder: PackageFolder.cases)
        #expect(reading.faults == [])
        #expect(reading.totals.patients == 78)
        #expect(reading.totals.events == 450)
        #expect(reading.totals.rejectedRows == 0)
        #expect(reading.roster.rejectedRows == [Int32](repeating: 0, count: 78))
        #expect(reading.files[0].size == 3_963)
        #expect(reading.files[1].inode != 0)
    }

    @Test func `give case C01 as its rows say`() throws {
        let record = try CSVReader().read(folder: PackageFolder.cases).roster.record(at: 0)
        #expect(record.patient.mrn == "C01")
        #expect(record.patient.familyName == "Case")
        #expect(record.patient.birthDate == PartialDate(year: 1961))
        #expect(record.patient.row == 2)
        #expect(record.events.map(\.row) == Array(2...14))
        #expect(record.events.first?.content == .diagnosis(.early))
        #expect(
            record.events.last?.content
                == .brainImaging(
                    .mri, .newLesions,
                    LesionDescription(count: 1, sizeInMicrometres: 38_000, criticalSite: .cerebellum)))
        #expect(record.events.last?.date == PartialDate(year: 2025, month: 3))
        #expect(record.events.contains { $0.content == .metastasis(.suspected, .node, .unrecorded) })
    }

    @Test func `are written back in the words they were read from`() throws {
        let reading = try CSVReader().read(folder: PackageFolder.cases)
        let words = reading.roster.record(at: 5).events.map { event in
            let (detail, result) = event.content.words
            return "\(event.date),\(event.content.eventName),\(detail),\(result)"
        }
        #expect(
            words.prefix(5) == [
                "2024-01-01,diagnosis,breast-cancer,metastatic", "2024-01-01,biomarker,her2,3+",
                "2025-05-20,imaging,mri-brain,new-lesions", "2025-06-02,drug,tucatinib,start",
                "2025-06-02,drug,capecitabine,start",
            ])
    }
}
