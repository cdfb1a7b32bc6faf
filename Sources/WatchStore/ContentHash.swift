import CivilCalendar
import ClinicalModel

/// A hash of all that a record holds: where it is unchanged, so is what the patient is owed.
public enum ContentHash {
    /// The hash (FNV-1a, 64 bits) of a record; the same in every process.
    public static func hash(of record: PatientRecord, agents: AgentNames) -> Int64 {
        let person = record.patient
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        for text in [
            person.mrn, person.familyName, person.givenName, person.birthDate?.description ?? "", person.sex,
            person.clinic, person.clinician, "\(person.row)", "\(record.rejectedRows)",
        ] { mix(text) }
        mix(EventText.text(of: record.events, agents: agents))
        return Int64(bitPattern: hash)
    }
}
