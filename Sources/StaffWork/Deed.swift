/// What was done.
public enum Deed: Hashable, Sendable {
    /// An event was recorded beside those of the export.
    case record(RecordedFact)
    /// A lease was laid on an item or the patient.
    case lease(LeaseTerms)
    /// A second person confirmed the lease of an act, so that it may hold past the item's *latest* date.
    case second(of: Int64)
    /// An act was undone.
    case undo(of: Int64, reason: String)

    /// The word under which lists and the audit trail show it.
    public var verb: String {
        switch self {
        case .record: "record"
        case .lease(let terms): terms.kind.rawValue
        case .second: "second"
        case .undo: "undo"
        }
    }
}
