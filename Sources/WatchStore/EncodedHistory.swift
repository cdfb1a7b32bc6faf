import CivilCalendar
import ClinicalModel

/// What a roster holds of a patient, ready to be stored, with what tells whether it changed.
public struct EncodedHistory: Sendable {
    /// The events, as the store keeps them; their rows as distances from the first.
    let events: [UInt8]
    /// The line of `events.csv` on which the first event begins; 0 where there are none.
    public let firstRow: Int32
    /// A hash (FNV-1a, 64 bits) of all that the evaluation and the reports read of the patient, rows apart: where it is
    /// unchanged, so is what the patient is owed.
    public let contentHash: Int64

    init(_ person: Patient, rejectedRows: Int32, firstRow: Int32, events: [UInt8]) {
        self.events = events
        self.firstRow = firstRow
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        for text in [person.mrn, person.familyName, person.givenName, person.sex, person.clinic, person.clinician] {
            mix(text.utf8)
        }
        mix((person.birthDate?.description ?? "").utf8)
        mix("\(rejectedRows)".utf8)
        mix(events)
        contentHash = Int64(bitPattern: hash)
    }
}
