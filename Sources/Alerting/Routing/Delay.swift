import ContactTime

/// Why something is not told at once.
public enum Delay: Hashable, Sendable {
    /// It is told with others, at the route's time of day.
    case digest
    /// The route is quiet.
    case quiet
    /// A silence holds.
    case silence(Int64)
    /// The receiver has had as many routine messages in a week as were agreed.
    case cap

    /// In words.
    public var words: String {
        switch self {
        case .digest: "with the digest"
        case .quiet: "quiet hours"
        case .silence(let id): "silence \(id)"
        case .cap: "the receiver's messages of the week are used up"
        }
    }
}
