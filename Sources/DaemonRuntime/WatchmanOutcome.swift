import ControlInterface
import WatchStore

/// What became of a job of the watchman.
enum WatchmanOutcome: Sendable {
    /// A roster was judged; where it was refused for being written at that moment, it is worth trying again soon.
    case judged(ReloadReport, isBeingWritten: Bool)
    /// The plans are up to the day.
    case dayTurned
    /// An act was done.
    case acted(ActDone)
    /// An act was asked for and nothing was done.
    case notActed(ActFailure)
    /// The store failed; what was in force stays in force.
    case storeFailed(StoreError)
}
