internal import CSystemd
internal import Glibc

/// What is known of a process that tells whether journald is where its records belong.
struct JournalSurroundings: Hashable, Sendable {
    /// Where journald listens; sd_journal_sendv(3) knows no other place.
    static let socketPath = "/run/systemd/journal/socket"

    /// $JOURNAL_STREAM, the device and inode of the stream that the manager connected to the journal.
    var journalStream: String?
    /// Standard error's device and inode in the same form.
    var standardError: String?
    /// Whether the manager executed this very process ($SYSTEMD_EXEC_PID), and not one that this came from.
    var startedByManager: Bool
    /// Whether something listens on journald's socket.
    var journaldListens: Bool

    /// journald if it listens and this is a service, by its standard error (systemd.exec(5), $JOURNAL_STREAM) or, when
    /// that is redirected, by its process number.
    ///
    /// Without a listener the lines still arrive if standard error is the journal's stream, and records would be lost.
    var route: JournalRoute {
        let streamIsJournal = journalStream != nil && journalStream == standardError
        return journaldListens && (streamIsJournal || startedByManager) ? .journald : .standardError
    }

    /// This process's surroundings now.
    static func current(socketPath: String = socketPath) -> JournalSurroundings {
        var stream = stat()
        let isOpen = fstat(STDERR_FILENO, &stream) == 0
        return JournalSurroundings(
            journalStream: variable("JOURNAL_STREAM"),
            standardError: isOpen ? "\(stream.st_dev):\(stream.st_ino)" : nil,
            startedByManager: variable("SYSTEMD_EXEC_PID") == "\(getpid())",
            journaldListens: listens(socketPath))
    }

    /// Whether a datagram socket is bound to the path; a file left behind by one that ended refuses the connection.
    static func listens(_ path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < capacity else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
