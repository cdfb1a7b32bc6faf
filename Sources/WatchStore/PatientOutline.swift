import CivilCalendar

/// As much of a stored patient as a list of all patients shows.
public struct PatientOutline: Hashable, Sendable {
    /// The patient's number in the store.
    public let id: Int64
    /// Medical record number.
    public let mrn: String
    /// The name under which logs speak of the patient.
    public let pseudonym: String
    /// Family name.
    public let familyName: String
    /// Given name.
    public let givenName: String
    /// Date of birth, as far as it is known.
    public let birthDate: String?
    /// Clinic.
    public let clinic: String
    /// The patient's phase.
    public let phase: String
    /// Whether rows of the patient were set aside.
    public let isIncomplete: Bool
    /// Since when the patient is missing from the export.
    public let absentSince: CivilDate?
}
