/// What a fault costs.
@frozen
public enum FaultSeverity: String, CaseIterable, Hashable, Sendable {
    /// The row is set aside; its patient, where known, is incomplete.
    case rowSetAside = "row-set-aside"
    /// The row is kept without the faulty part; its patient is incomplete.
    case fieldSetAside = "field-set-aside"
    /// Everything is kept as written; somebody should look.
    case warning
}
