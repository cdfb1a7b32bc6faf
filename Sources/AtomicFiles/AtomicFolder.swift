import CFileSystem
import Glibc

/// A folder of files that is written anew beside the one it replaces and takes its name only when it is whole, so that whoever
/// reads it sees the old one or the new one.
///
/// A folder is replaced only where it is empty or holds the marker that an earlier one of the same maker left: nobody's documents
/// are taken away by a mistyped name. It is for one thread. What was not committed goes away with the value.
public final class AtomicFolder {
    private let path: String
    private let partial: String
    private let marker: String
    private let modes: (folder: mode_t, file: mode_t)
    private var subfolders: Set<String> = []
    private var isCommitted = false

    /// Begins a folder.
    ///
    /// - Parameters:
    ///   - path: the folder; the one that it stands in must exist. A symbolic link is followed.
    ///   - marker: the name of an empty file by which an earlier one is known.
    ///   - modes: who may read folders and files; the process's mask is not asked.
    public init(
        path: String, marker: String, modes: (folder: mode_t, file: mode_t) = (0o700, 0o600)
    ) throws(AtomicFileError) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        if let resolved = realpath(path, nil) {
            path = String(cString: resolved)
            free(resolved)
        }
        (self.path, self.marker, self.modes) = (path, marker, modes)
        let cut = path.lastIndex(of: "/")
        let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
        partial = (cut.map { String(path[...$0]) } ?? "") + ".\(name).partial"
        guard !["", ".", ".."].contains(name) else { throw AtomicFileError(path: path, code: EINVAL) }
        guard AtomicFolder.mayReplace(path, marker) else { throw AtomicFileError(path: path, code: ENOTEMPTY) }
        AtomicFolder.remove(partial, marker)
        guard mkdir(partial, 0o700) == 0, chmod(partial, modes.folder) == 0 else {
            throw AtomicFileError(path: partial, code: errno)
        }
        try write([], to: marker)
    }

    deinit { if !isCommitted { AtomicFolder.remove(partial, marker) } }

    /// Adds a file; a path may name one folder, such as `patients/1.html`.
    public func write(_ bytes: [UInt8], to file: String) throws(AtomicFileError) {
        if let cut = file.firstIndex(of: "/") {
            let folder = String(file[..<cut])
            if subfolders.insert(folder).inserted {
                let path = partial + "/" + folder
                guard mkdir(path, 0o700) == 0, chmod(path, modes.folder) == 0 else {
                    throw AtomicFileError(path: path, code: errno)
                }
            }
        }
        let path = partial + "/" + file
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw AtomicFileError(path: path, code: errno) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
            guard count >= 0 || errno == EINTR else { throw AtomicFileError(path: path, code: errno) }
            written += max(count, 0)
        }
        guard fchmod(descriptor, modes.file) == 0 else { throw AtomicFileError(path: path, code: errno) }
    }

    /// Has the disk keep all files and gives the folder its name, in place of what had it.
    public func commit() throws(AtomicFileError) {
        guard !isCommitted else { throw AtomicFileError(path: path, code: EBADF) }
        let folder = open(partial, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw AtomicFileError(path: partial, code: errno) }
        // One call for thousands of files.
        syncfs(folder)
        close(folder)
        if access(path, F_OK) != 0 {
            guard rename(partial, path) == 0 else { throw AtomicFileError(path: path, code: errno) }
            isCommitted = true
            return
        }
        guard AtomicFolder.mayReplace(path, marker) else { throw AtomicFileError(path: path, code: ENOTEMPTY) }
        guard renameat2(AT_FDCWD, partial, AT_FDCWD, path, UInt32(RENAME_EXCHANGE_NAMES)) == 0 else {
            throw AtomicFileError(path: path, code: errno)
        }
        isCommitted = true
        AtomicFolder.remove(partial, marker)
    }

    private static func mayReplace(_ path: String, _ marker: String) -> Bool {
        guard let names = names(in: path) else { return access(path, F_OK) != 0 }
        return names.isEmpty || names.contains(marker)
    }

    /// The names in a folder; nil where it is none.
    private static func names(in path: String) -> [String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Takes away a folder of two storeys that holds the marker; links in it are taken away and not followed.
    private static func remove(_ path: String, _ marker: String) {
        guard let names = names(in: path), names.isEmpty || names.contains(marker) else { return }
        for name in names where name != marker {
            let inside = path + "/" + name
            if unlink(inside) != 0 {
                for file in self.names(in: inside) ?? [] { unlink(inside + "/" + file) }
                rmdir(inside)
            }
        }
        // Last, so that what could not be taken away is known for what it is.
        unlink(path + "/" + marker)
        rmdir(path)
    }
}
