/// Why a thread could not be started.
public enum WorkerThreadError: SystemdError, Hashable {
    /// The system has no thread left to give.
    case start(ErrorNumber)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .start(let number): "a thread cannot be started: \(number)"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .start: "raise the service's limit on tasks (TasksMax=), or free memory"
        }
    }
}
