/// Why a connection ended; for the service's log.
public enum CloseReason: Sendable, Hashable {
    /// The peer ended its side and everything it had asked was answered.
    case peerEnded
    /// The peer is gone, or its socket failed.
    case peerVanished
    /// The peer broke the protocol.
    case violation(ProtocolViolation)
    /// The peer does not read, and output beyond `ConnectionLimits.closingBytes` waits for it.
    case slowReader
    /// A handler let go of its call without answering it: a fault of this service.
    case callAbandoned
    /// A handler wrote parameters that are not one JSON object: a fault of this service.
    case malformedReply
    /// The service closed it, as when it stops.
    case closedByService

    /// What happened, as a clause without a full stop.
    public var explanation: String {
        switch self {
        case .peerEnded: "the peer closed the connection"
        case .peerVanished: "the peer vanished"
        case .violation(let violation): "the peer broke the protocol: \(violation.explanation)"
        case .slowReader: "the peer does not read what it asked for"
        case .callAbandoned: "a method was left unanswered (a fault of this service)"
        case .malformedReply: "a method wrote a malformed reply (a fault of this service)"
        case .closedByService: "the service closed the connection"
        }
    }
}
