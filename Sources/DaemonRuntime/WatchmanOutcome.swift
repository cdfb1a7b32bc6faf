import ControlInterface
import WatchStore

/// What became of a job of the watchman.
enum WatchmanOutcome: Sendable {
    /// A roster was judged; where it was refused for being written at that moment, it is worth trying again soon.
    case judged(ReloadReport, isBeingWritten: Bool)
    /// The plans are up to the day.
    case dayTurned
    /// An act was done; where what follows from it could not be handed over, why.
    case acted(ActDone, handOver: StoreError?)
    /// An act was asked for and nothing was done.
    case notActed(ActFailure)
    /// It was noted what became of a message.
    case settled
    /// Something about the service itself was noted.
    case noted
    /// What is told was changed: the number of the silence, or of the first message of a drill; nil where there was nothing to
    /// change.
    case tellingChanged(Int64?)
    /// The store failed; what was in force stays in force.
    case storeFailed(StoreError)
}

extension WatchmanOutcome {
    /// What the store could not do; nil where it could.
    var storeFailure: StoreError? {
        switch self {
        case .storeFailed(let error): error
        case .acted(_, let error): error
        case .judged, .dayTurned, .notActed, .settled, .noted, .tellingChanged: nil
        }
    }
}
