import Glibc

/// Why a file could not be written; the file of this name is then as it was.
public struct AtomicFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named.
    public let path: String
    /// The error number of the system, such as `ENOSPC`.
    public let code: Int32

    /// The error of this number at a file.
    public init(path: String, code: Int32) {
        self.path = path
        self.code = code
    }

    /// What is wrong.
    public var problem: String { "cannot write \(path): \(String(cString: strerror(code)))" }

    /// What to do.
    public var remedy: String {
        switch code {
        case EACCES, EPERM: "let the user that writes it write to its folder"
        case EROFS: "name a folder that can be written to; under systemd, allow it with ReadWritePaths="
        case ENOENT, ENOTDIR: "make the folder, or correct the path"
        case ENOTEMPTY: "name a folder that is new, empty, or was written by this before; this one holds something else"
        case EISDIR, EEXIST: "name a file; there is a folder of this name"
        default: "check the folder and the disk"
        }
    }

    /// What is wrong, and what to do.
    public var description: String { "\(problem); \(remedy)" }
}
