internal import Glibc

/// A file whose lock says that this process is the only instance; flock(2).
///
/// The kernel releases the lock when the process ends, however it ends. The file stays: removing it would let a third
/// process lock a new file of the same name while a second holds the old one. It contains the holder's process number
/// in decimal and a line feed.
public final class LockFile {
    /// Where the file is.
    public let path: String
    private var descriptor: Int32

    /// Takes the lock, creating the file with mode 0600 if it does not exist, and writes this process's number into
    /// it.
    ///
    /// Never waits. The descriptor is closed on execution, so that a started helper does not keep the lock.
    ///
    /// - Throws: `LockFileError.heldByAnother` if a different instance holds it, also within this process.
    public init(path: String) throws(LockFileError) {
        self.path = path
        descriptor = try Self.locked(path)
        do throws(LockFileError) {
            try Self.record(descriptor, path)
        } catch {
            close(descriptor)
            descriptor = -1
            throw error
        }
    }

    deinit {
        release()
    }

    /// Empties the file and releases the lock; calling it again does nothing.
    public func release() {
        guard descriptor >= 0 else { return }
        // First the number, then the lock: after the unlock it would be the next holder's number.
        ftruncate(descriptor, 0)
        close(descriptor)
        descriptor = -1
    }

    private static func locked(_ path: String) throws(LockFileError) -> Int32 {
        for _ in 1...8 {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else { throw .opening(path: path, .current) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let number = ErrorNumber.current
                let holder = recordedProcess(descriptor)
                close(descriptor)
                if number.code == EWOULDBLOCK { throw .heldByAnother(path: path, processID: holder) }
                throw .locking(path: path, number)
            }
            if isStill(descriptor, at: path) { return descriptor }
            close(descriptor)
        }
        throw .replaced(path: path)
    }

    /// Whether the path still leads to the opened file; it does not if the file was removed before the lock was
    /// taken.
    private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
        var opened = stat()
        var named = stat()
        guard fstat(descriptor, &opened) == 0, lstat(path, &named) == 0 else { return false }
        return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
    }

    private static func record(_ descriptor: Int32, _ path: String) throws(LockFileError) {
        let text = "\(getpid())\n"
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.utf8.count, 0) == text.utf8.count else {
            throw .recording(path: path, .current)
        }
    }

    private static func recordedProcess(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        // Without its line feed the number may be only partly written.
        guard count > 0, let end = bytes.prefix(count).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        return Int32(String(decoding: bytes.prefix(end), as: UTF8.self))
    }
}

/// Why this process could not take a lock file.
public enum LockFileError: SystemdError, Hashable {
    /// A different instance holds it; its process number, unless it has not written that yet.
    case heldByAnother(path: String, processID: Int32?)
    /// The file could not be opened or made.
    case opening(path: String, ErrorNumber)
    /// The file could not be locked, for a reason other than being held.
    case locking(path: String, ErrorNumber)
    /// This process's number could not be written into the file.
    case recording(path: String, ErrorNumber)
    /// The file was replaced, repeatedly, between being opened and being locked.
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
