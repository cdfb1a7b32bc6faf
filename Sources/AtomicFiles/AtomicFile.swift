import Glibc

/// A file written beside the one it replaces; it takes its name only when complete. Until ``commit()`` no reader sees
/// a change.
///
/// For one thread. Releasing the value discards what was not committed.
public final class AtomicFile {
    private let path: String
    private let name: String
    private let partial: String
    private let folder: Int32
    private var descriptor: Int32

    /// Begins a file beside the one that it replaces.
    ///
    /// - Parameter mode: its permissions, such as 0o644, whatever the process's mask; nil leaves them to the mask.
    public init(path: String, mode: mode_t? = nil) throws(AtomicFileError) {
        let cut = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let name = cut.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        let parent = cut.map { String(path[..<$0]) + "/" } ?? "."
        // An empty name or a dot names a folder.
        guard !["", ".", ".."].contains(name) else { throw AtomicFileError(path: path, code: EISDIR) }
        // All names are looked up in the folder as it is now, even if it is renamed meanwhile.
        let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw AtomicFileError(path: path, code: errno) }
        // It begins with a dot and has a different ending than the file, so that programs that collect a folder's
        // files skip it.
        let partial = ".\(name).partial"
        // A leftover of a kill, or a file put there by a different process, is removed and never written through.
        unlinkat(folder, partial, 0)
        let descriptor = openat(folder, partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode ?? 0o666)
        guard descriptor >= 0 else {
            let code = errno
            close(folder)
            throw AtomicFileError(path: path, code: code)
        }
        self.path = path
        self.name = name
        self.partial = partial
        self.folder = folder
        self.descriptor = descriptor
        if let mode, fchmod(descriptor, mode) != 0 { throw AtomicFileError(path: path, code: errno) }
    }

    deinit {
        if descriptor >= 0 {
            close(descriptor)
            unlinkat(folder, partial, 0)
        }
        close(folder)
    }

    /// Adds bytes to the file.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(AtomicFileError) {
        var rest = bytes
        while let base = rest.baseAddress, rest.count > 0 {
            let written = Glibc.write(descriptor, base, rest.count)
            if written >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            } else if errno != EINTR {
                throw AtomicFileError(path: path, code: errno)
            }
        }
    }

    /// Syncs the file to disk and renames it over the existing one. Nothing can be written after it.
    public func commit() throws(AtomicFileError) {
        guard descriptor >= 0 else { throw AtomicFileError(path: path, code: EBADF) }
        // Without this a power cut could leave an empty file under the name.
        guard fsync(descriptor) == 0, renameat(folder, partial, folder, name) == 0 else {
            throw AtomicFileError(path: path, code: errno)
        }
        close(descriptor)
        descriptor = -1
        // Some file systems cannot do this for a folder; by then the file itself is safe.
        fsync(folder)
    }

    /// Replaces a file by one with these bytes, readable by all by default.
    public static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(AtomicFileError) {
        let file = try AtomicFile(path: path, mode: mode)
        var failure: AtomicFileError?
        bytes.withUnsafeBytes { buffer in
            do throws(AtomicFileError) { try file.write(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
        try file.commit()
    }
}

/// Why a file could not be written; the existing file of this name is unchanged.
public struct AtomicFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as the caller named it.
    public let path: String
    /// The error number of the system, such as `ENOSPC`.
    public let code: Int32

    /// An error of a file with the system's number.
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
