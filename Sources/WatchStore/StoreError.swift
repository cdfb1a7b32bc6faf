import GRDB

/// Why a file of the store cannot be used: what, where, and what to do. No patient data.
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

    /// The files that there are.
    public enum Subject: String, CaseIterable, Hashable, Sendable {
        /// The store.
        case store = "the store"
        /// The audit trail.
        case auditTrail = "the audit trail"
    }

    /// The kind of failure.
    public let kind: Kind
    /// Which file it is.
    public let subject: Subject
    /// Where it is.
    public let path: String
    /// What the library said, without values.
    public let detail: String

    /// What to do.
    public var remedy: String {
        switch (kind, subject) {
        case (.unusable, _): "check that the state folder exists and belongs to the service's user"
        case (.newer, _): "install the version of cnswatch that wrote it, or a later one"
        case (.full, .store): "free space on the disk; what was in force stays in force"
        case (.full, .auditTrail): "free space on the disk; what was entered stays entered"
        case (.readOnly, _): "make the state folder writable for the service's user"
        case (.damaged, .store):
            "stop the service and restore the file from a backup; without one, what staff did is lost: remove the file, and have "
                + "done again what \"cnswatch audit\" shows"
        case (.damaged, .auditTrail):
            "stop the service, keep the file as it is, and put one from a backup in its place; without one a new trail begins"
        case (.locked, _): "stop the other program that has the file open"
        case (.gone, .store):
            "restart the service; it starts anew from the roster unless the file is put back from a backup first"
        case (.gone, .auditTrail):
            "put the file back, or one from a backup, and restart the service; without one a new trail begins"
        case (.failed, _): "look at the journal, and report it with the words above"
        }
    }

    /// What is wrong, where, and what to do.
    public var description: String { "\(subject.rawValue) \(path): \(kind.rawValue): \(detail); \(remedy)" }

    init(_ error: any Error, of subject: Subject, path: String) {
        self.subject = subject
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

    init(_ kind: Kind, of subject: Subject, path: String, detail: String) {
        self.kind = kind
        self.subject = subject
        self.path = path
        self.detail = detail
    }
}
