import Delivery

/// What became of one attempt to hand a message over, as the outbox keeps it.
enum MessageOutcome: Hashable, Sendable {
    /// The channel has taken it.
    case accepted
    /// It may be taken later; after so many seconds at the earliest, where the channel says.
    case retryable(String, after: Int?)
    /// It never will be.
    case refused(String)

    init(_ outcome: Outcome) {
        switch outcome {
        case .accepted: self = .accepted
        case .retryable(let fault, let after): self = .retryable("\(fault)", after: after)
        case .refused(let fault): self = .refused("\(fault)")
        }
    }
}
