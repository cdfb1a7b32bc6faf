/// Why this process is not the one that holds a lock file.
public enum LockFileError: SystemdError, Hashable {
    /// Another instance holds it; its process number, unless it has not written that yet.
    case heldByAnother(path: String, processID: Int32?)
    /// The file could not be opened or made.
    case opening(path: String, ErrorNumber)
    /// The file could not be locked, for another reason than being held.
    case locking(path: String, ErrorNumber)
    /// This process's number could not be written into the file.
    case recording(path: String, ErrorNumber)
    /// The file was replaced, time after time, between being opened and being locked.
    case replaced(path: String)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .heldByAnother(let path, let holder?): "\(path) is held by another instance, process \(holder)"
        case .heldByAnother(let path, nil): "\(path) is held by another instance that has not written its number yet"
        case .opening(let path, let number): "the lock file \(path) cannot be opened: \(number)"
        case .locking(let path, let number): "the lock file \(path) cannot be locked: \(number)"
        case .recording(let path, let number): "the lock file \(path) cannot be written: \(number)"
        case .replaced(let path): "the lock file \(path) was removed or replaced again and again while it was taken"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .heldByAnother: "stop that instance first, or give this one a directory of its own"
        case .opening: "check that the directory exists, that the service may write to it, and that the path is no link"
        case .locking: "put the file on a local file system, which has flock(2)"
        case .recording: "free space on the file system"
        case .replaced: "find and stop what removes the file; a lock file is never to be removed"
        }
    }
}
