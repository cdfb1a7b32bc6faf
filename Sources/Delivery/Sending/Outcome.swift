/// What became of one attempt to send something.
public enum Outcome: Hashable, Sendable {
    /// The receiver, or the server on the way, has taken charge of it.
    case accepted
    /// It may be accepted later; perhaps it was, and its answer was lost. Send the same again, with the same identifier.
    ///
    /// - Parameter after: how many seconds the receiver asks to wait, at most a day; nil where it does not say.
    case retryable(reason: DeliveryFault, after: Int? = nil)
    /// Sending the same again gets the same answer until somebody changes something.
    case refused(reason: DeliveryFault)
}
