/// What happened to the disease outside the CNS.
@frozen
public enum SystemicChange: String, CaseIterable, Hashable, Sendable {
    /// Extracranial progression.
    case progression
    /// A new line of systemic therapy.
    case newLine = "new-line"
}
