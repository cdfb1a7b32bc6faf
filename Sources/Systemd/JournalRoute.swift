/// Which way a process's records go.
enum JournalRoute: Hashable, Sendable {
    /// Through journald's own protocol, fields and all.
    case journald
    /// As lines on standard error.
    case standardError
}
