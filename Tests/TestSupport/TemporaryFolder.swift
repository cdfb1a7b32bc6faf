import Foundation
import Glibc

/// A folder of a test's own below `/tmp`, removed with all that it holds when this object goes.
///
/// It is below `/tmp` whatever `TMPDIR` says: a socket's path has at most 107 bytes, and some tests become other users, who
/// have to reach it.
public final class TemporaryFolder: Sendable {
    /// The path of the folder, without a slash at its end.
    public let path: String

    /// Makes the folder, for its owner alone; throws the error of mkdtemp(3).
    ///
    /// - Parameter isOnDisk: false for a folder in memory where the machine has one: a test that writes a thousand times to a
    ///   database would wait for the disk each time.
    public init(isOnDisk: Bool = true) throws {
        let parent = isOnDisk || access("/dev/shm", W_OK) != 0 ? "/tmp" : "/dev/shm"
        var template = Array("\(parent)/cnswatch-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw POSIXFailure() }
        path = String(cString: made)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in the folder.
    public func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file, with the folders above it; one that is there is replaced in place, or grows.
    public func write(_ name: String, _ text: String, appending: Bool = false) throws {
        let handle = try openFile(name, appending: appending)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    /// What a file holds; bytes that are not UTF-8 are replaced.
    public func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: file(name))), as: UTF8.self)
    }

    /// A file to write to, emptied unless it is to grow; the folders above it are made.
    public func openFile(_ name: String, appending: Bool = false) throws -> FileHandle {
        if let end = name.lastIndex(of: "/") { try makeFolder(String(name[..<end])) }
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (appending ? O_APPEND : O_TRUNC)
        let descriptor = open(file(name), flags, 0o644)
        guard descriptor >= 0 else { throw POSIXFailure() }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Makes a folder in the folder, and those above it.
    public func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: file(name), withIntermediateDirectories: true)
    }

    /// The names of what stands in the folder, sorted.
    public var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }

    /// The permissions of a file, such as 0o600; nil where there is none.
    public func mode(of name: String) -> UInt32? {
        var status = stat()
        return lstat(file(name), &status) == 0 ? status.st_mode & 0o7777 : nil
    }
}

/// A system call of a test's own that failed.
public struct POSIXFailure: Error {
    /// The number of the error, as errno(3) had it.
    public let code = errno

    /// The failure of the last call.
    public init() {}
}
