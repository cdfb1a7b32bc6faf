/// Why a message is sent at all.
public enum MessageKind: String, CaseIterable, Hashable, Sendable {
    /// Something changed, told at once.
    case news
    /// What there is to do, told at a set time.
    case digest
    /// Nobody owns it, or it is late: the next receiver is told.
    case escalation
    /// What would have been told while the service did not run.
    case catchUp = "catch-up"
    /// A silence is about to lapse.
    case silence
    /// The service's own trouble, or its roster's.
    case service
    /// A test of the way to the receiver; marked as one wherever it is shown.
    case drill
}
