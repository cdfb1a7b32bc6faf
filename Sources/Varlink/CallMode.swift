/// How a caller wants to be answered. The flags of the wire exclude one another, hence one value.
public enum CallMode: Sendable, Hashable, CaseIterable {
    /// No flag: exactly one reply.
    case single
    /// `oneway`: no reply, not even an error.
    case oneway
    /// `more`: one reply or many, all but the last saying that they continue.
    case more
    /// `upgrade`: after the reply the connection speaks another protocol.
    case upgrade

    /// The flag's name on the wire; nil for the mode without one.
    var flag: StaticString? {
        switch self {
        case .single: nil
        case .oneway: "oneway"
        case .more: "more"
        case .upgrade: "upgrade"
        }
    }
}
