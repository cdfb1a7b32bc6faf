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
    /// Do something about what is told.
    case telling(TellingRequest)
}
