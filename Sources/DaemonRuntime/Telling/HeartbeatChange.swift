/// What has become of the heartbeat.
enum HeartbeatChange: Hashable, Sendable {
    /// Nobody answers it, and why.
    case unheard(String)
    /// It is answered again.
    case heardAgain
}
