import ClinicalModel

@testable import CSVReading
@testable import RosterModel

/// What two readings must have in common to be the same roster.
struct Readings: Equatable {
    let patients: [Patient]
    let events: [Event]
    let eventStarts: [Int]
    let rejectedRows: [Int32]
    let notes: [String?]
    let faults: [String]
    let totals: RosterTotals

    init(_ reading: RosterReading) {
        patients = reading.roster.patients
        events = Array(reading.roster.events)
        eventStarts = reading.roster.eventStarts
        rejectedRows = reading.roster.rejectedRows
        notes = reading.roster.events.map { event in
            reading.roster.notes.bytes(ofRow: event.row).map { String(decoding: $0, as: UTF8.self) }
        }
        faults = reading.faults.map(\.description)
        totals = reading.totals
    }

    static func read(events: String) throws(RosterRefusal) -> RosterReading { try read(CSVText.onePatient, events) }

    static func read(_ patients: String, _ events: String) throws(RosterRefusal) -> RosterReading {
        try CSVReader().read(patientsCSV: Array(patients.utf8), eventsCSV: Array(events.utf8))
    }

    /// The faults of these files, be they refused or not, one line each.
    static func faults(_ patients: String = CSVText.onePatient, _ events: String = CSVText.events) -> [String] {
        do throws(RosterRefusal) {
            return try read(patients, events).faults.map(\.description)
        } catch {
            return error.faults.map(\.description)
        }
    }
}
