/// What the watchman is asked to do.
enum WatchmanJob: Sendable {
    /// Read the protocol again, then the roster.
    case readProtocolAndRoster
    /// Read the roster again.
    case readRoster
    /// Bring all plans up to the day.
    case turnDay
    /// Do what a person of the staff asks for, where it may be done.
    case act(ActRequest)
    /// Note what became of a message.
    case settle(message: Int64, MessageOutcome)
    /// Note that the store can be written again, and since when it could not.
    case noteRecovery(since: Int)
    /// Note what has become of the heartbeat.
    case heartbeat(HeartbeatChange)
    /// Note what became of a report.
    case report(ReportClerk.Outcome)
    /// Do something about what is told.
    case telling(TellingRequest)
}
