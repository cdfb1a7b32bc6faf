/// How patients are named in what leaves the service.
public enum PatientNaming: Hashable, Sendable {
    /// By their pseudonym, which only the service leads back to a patient.
    case pseudonyms
    /// By their record number, and by name where a format has a place for it. The system is the URI under which the site
    /// gives its record numbers out.
    case recordNumbers(system: String)
}
