/// What a person of the staff lays on an item for a time. None of it edits the item's dates or status.
public enum LeaseKind: String, CaseIterable, Hashable, Sendable {
    /// The person owns the item: it stays on every list, under that name.
    case ack
    /// The item is not to be told of for a while.
    case snooze
    /// The patient declined it; it is to be offered again.
    case decline
    /// It cannot be done yet: contraindicated, or a step before it is missing.
    case `defer`
    /// The patient is lost or moved away: no item is told of.
    case close

    /// Whether it holds back what is told of the item's dates.
    public var masks: Bool {
        switch self {
        case .ack: false
        case .snooze, .decline, .defer, .close: true
        }
    }

    /// Whether it is laid on the patient, and so on every item.
    public var isOfPatient: Bool {
        switch self {
        case .close: true
        case .ack, .snooze, .decline, .defer: false
        }
    }
}
