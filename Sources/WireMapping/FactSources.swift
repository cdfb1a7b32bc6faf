import ClinicalModel
import RosterModel

/// Where the events of a patient stand, and what is noted beside them.
public struct FactSources: Sendable {
    let places: EventPlaces
    let notes: [Event.Source: String]

    /// The places of the export's records, and notes by the origin of their events.
    public init(_ places: EventPlaces, notes: [Event.Source: String] = [:]) {
        self.places = places
        self.notes = notes
    }

    /// The places and notes of a patient of a roster as read.
    public init(_ roster: Roster, of record: PatientRecord) {
        var notes: [Event.Source: String] = [:]
        for event in record.events {
            guard let note = roster.notes.bytes(ofRow: event.row) else { continue }
            notes[event.source] = String(decoding: note, as: UTF8.self)
        }
        self.init(roster.places, notes: notes)
    }
}
