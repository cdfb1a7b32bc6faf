import Glibc

/// A directory of its own for one test's sockets, removed when it goes.
final class SocketPlace {
    let directory: String

    init() throws {
        var template = Array("/tmp/varlink-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw CancellationError() }
        directory = String(cString: made)
    }

    deinit {
        for name in names { unlink(path(name)) }
        rmdir(directory)
    }

    func path(_ name: String = "socket") -> String {
        directory + "/" + name
    }

    func mode(_ name: String = "socket") -> UInt32? {
        var status = stat()
        return lstat(path(name), &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    private var names: [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
