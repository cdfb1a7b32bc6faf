import CivilCalendar
import ClinicalModel

/// A patient as stored: the record, and what the store knows beside it.
public struct StoredPatient: Sendable {
    /// The patient's number in the store.
    public let id: Int64
    /// The record, as last read.
    public let record: PatientRecord
    /// The names of the drugs of the record.
    public let agents: AgentNames
    /// The name under which logs speak of the patient: 12 hexadecimal digits.
    public let pseudonym: String
    /// Since when the patient is missing from the export; nil where the patient is in it.
    public let absentSince: CivilDate?
}
