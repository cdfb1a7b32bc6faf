/// Whether routine surveillance goes on.
@frozen
public enum PatientStatus: String, CaseIterable, Hashable, Sendable {
    /// In hospice care: routine items are off.
    case hospice
    /// The patient declined surveillance.
    case declined
    /// Care moved elsewhere.
    case transferred
    /// Surveillance goes on again.
    case resumed
    /// The patient died.
    case deceased
}
