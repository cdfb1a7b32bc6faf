import GRDB

/// Why the store cannot be used: what, where, and what to do. No patient data.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The file cannot be opened or made.
        case unusable
        /// The file was written by a newer version.
        case newer
        /// No space is left.
        case full
        /// The file may only be read.
        case readOnly
        /// The file is damaged.
        case damaged
        /// Another program holds the file.
        case locked
        /// The file is no longer where it was.
        case gone
        /// Anything else.
        case failed
    }

    /// The kind of failure.
    public let kind: Kind
    /// The file.
    public let path: String
    /// What the library said, without values.
    public let detail: String

    /// What to do.
    public var remedy: String {
        switch kind {
        case .unusable: "check that the state folder exists and belongs to the service's user"
        case .newer: "install the version of cnswatch that wrote it, or a later one"
        case .full: "free space on the disk; what was in force stays in force"
        case .readOnly: "make the state folder writable for the service's user"
        case .damaged: "stop the service and restore the file from a backup, or remove it to start anew from the roster"
        case .locked: "stop the other program that has the file open"
        case .gone:
            "restart the service; it starts anew from the roster unless the file is put back from a backup first"
        case .failed: "look at the journal, and report it with the words above"
        }
    }

    /// What is wrong, where, and what to do.
    public var description: String { "the store \(path): \(kind.rawValue): \(detail); \(remedy)" }

    init(_ error: any Error, path: String) {
        self.path = path
        guard let error = error as? DatabaseError else {
            (kind, detail) = (.failed, "unexpected failure")
            return
        }
        detail = error.message ?? "no message"
        switch error.resultCode {
        case .SQLITE_CANTOPEN: kind = .unusable
        case .SQLITE_FULL: kind = .full
        case .SQLITE_READONLY, .SQLITE_PERM: kind = .readOnly
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: kind = .damaged
        case .SQLITE_BUSY, .SQLITE_LOCKED: kind = .locked
        default: kind = .failed
        }
    }

    init(_ kind: Kind, path: String, detail: String) {
        self.kind = kind
        self.path = path
        self.detail = detail
    }
}
