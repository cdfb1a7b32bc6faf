import CFileSystem
import Glibc

/// A folder of files written beside the one it replaces; it takes its name only when complete, so that a reader sees
/// either the old one or the new one.
///
/// It replaces a folder only if that is empty or holds nothing but what an earlier one of the same maker listed in
/// its marker: a mistyped name never removes documents. Several written at once have separate places, and the last to
/// complete stays. For one thread. Releasing the value discards what was not committed.
public final class AtomicFolder {
    private let path: String
    private let partial: String
    private let marker: String
    private let modes: (folder: mode_t, file: mode_t)
    private var files: [String] = []
    private var subfolders: Set<String> = []
    private var isCommitted = false
    /// The marker, locked while the folder is being written; a leftover of a kill is not locked.
    private let lock: Int32

    /// Begins a folder.
    ///
    /// - Parameters:
    ///   - path: the folder; its parent must exist. A symbolic link is followed.
    ///   - marker: the name of a file that lists the others and identifies an earlier folder of this maker.
    ///   - modes: the permissions of folders and files; the process's mask does not apply.
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
        guard !["", ".", ".."].contains(name) else { throw AtomicFileError(path: path, code: EINVAL) }
        guard AtomicFolder.mayReplace(path, marker) else {
            throw AtomicFileError(path: path, code: AtomicFolder.names(in: path) == nil ? ENOTDIR : ENOTEMPTY)
        }
        let parent = cut.map { String(path[...$0]) } ?? "./"
        let prefix = ".\(name).partial-"
        AtomicFolder.removeLeft(in: parent, prefix, marker)
        var template = Array((parent + prefix + "XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw AtomicFileError(path: parent + prefix + "XXXXXX", code: errno) }
        let partial = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        self.partial = partial
        // Locked before it has its name, so that no process takes it for a leftover.
        let early = partial + "/.\(marker)"
        lock = open(early, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        let isBegun =
            lock >= 0 && flock(lock, LOCK_EX) == 0 && fchmod(lock, modes.file) == 0
            && rename(early, partial + "/" + marker) == 0 && chmod(partial, modes.folder) == 0
        guard isBegun else {
            let code = errno
            unlink(early)
            AtomicFolder.remove(partial, marker)
            throw AtomicFileError(path: partial, code: code)
        }
    }

    deinit {
        if !isCommitted { AtomicFolder.remove(partial, marker) }
        close(lock)
    }

    /// Adds a file; its path may include one folder, such as `patients/1.html`.
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
        try AtomicFolder.write(bytes, to: descriptor, at: path)
        guard fchmod(descriptor, modes.file) == 0 else { throw AtomicFileError(path: path, code: errno) }
        files.append(file)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, at path: String) throws(AtomicFileError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
            guard count >= 0 || errno == EINTR else { throw AtomicFileError(path: path, code: errno) }
            written += max(count, 0)
        }
    }

    /// Syncs all files to disk and renames the folder over the existing one.
    public func commit() throws(AtomicFileError) {
        guard !isCommitted else { throw AtomicFileError(path: path, code: EBADF) }
        let list = files.map { $0 + "\n" }.joined()
        try AtomicFolder.write(Array(list.utf8), to: lock, at: partial + "/" + marker)
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

    /// Whether the path is free, or holds only what an earlier folder listed.
    private static func mayReplace(_ path: String, _ marker: String) -> Bool {
        guard let names = names(in: path) else { return access(path, F_OK) != 0 }
        if names.isEmpty { return true }
        guard names.contains(marker), let listed = listed(path + "/" + marker) else { return false }
        return names.allSatisfy { name in
            if name == marker || listed.contains(name) { return true }
            guard let inside = self.names(in: path + "/" + name), !inside.isEmpty else { return false }
            return inside.allSatisfy { listed.contains(name + "/" + $0) }
        }
    }

    /// The files that a marker lists; nil if it cannot be read.
    private static func listed(_ marker: String) -> Set<String>? {
        guard let file = fopen(marker, "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    /// The names in a folder; nil if the path is not a folder, or is a link to one.
    private static func names(in path: String) -> [String]? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard let folder = fdopendir(descriptor) else {
            close(descriptor)
            return nil
        }
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

    /// Removes the leftovers of kills beside a folder: those whose marker no process has locked.
    private static func removeLeft(in parent: String, _ prefix: String, _ marker: String) {
        for name in names(in: parent) ?? [] where name.hasPrefix(prefix) {
            let lock = open("\(parent)\(name)/\(marker)", O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
            guard lock >= 0 else { continue }
            if flock(lock, LOCK_EX | LOCK_NB) == 0 { remove(parent + name, marker) }
            close(lock)
        }
    }

    /// Removes a folder and the folders directly in it; links in it are removed and not followed.
    private static func remove(_ path: String, _ marker: String) {
        guard let names = names(in: path) else { return }
        for name in names where name != marker {
            let inside = path + "/" + name
            if unlink(inside) != 0 {
                for file in self.names(in: inside) ?? [] { unlink(inside + "/" + file) }
                rmdir(inside)
            }
        }
        // Last, so that what could not be removed stays recognisable.
        unlink(path + "/" + marker)
        rmdir(path)
    }
}
