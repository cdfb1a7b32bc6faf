/// Whether a drug course or a contraindication begins or ends.
@frozen
public enum IntervalChange: String, CaseIterable, Hashable, Sendable {
    /// It begins.
    case start
    /// It ends.
    case stop
}
