/// How exported data names patients.
public enum PatientNaming: Hashable, Sendable {
    /// By their pseudonym, which only the service can resolve to a patient.
    case pseudonyms
    /// By their record number, and by name if a format has a place for it. The system is the URI under which the site
    /// issues its record numbers.
    case recordNumbers(system: String)
}
