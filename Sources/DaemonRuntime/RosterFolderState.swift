import Glibc

/// What the files of a roster folder look like from outside: size, inode, and when they were last changed.
struct RosterFolderState: Hashable {
    private struct FileState: Hashable {
        let size: Int
        let inode: UInt
        let seconds: Int
        let nanoseconds: Int
    }

    private let files: [FileState]

    /// How large the files are together.
    var byteCount: Int { files.reduce(0) { $0 + $1.size } }

    /// The state of a folder now; nil where one of the files cannot be looked at.
    init?(folder: String, files names: [String]) {
        var files: [FileState] = []
        for name in names {
            var status = stat()
            guard stat(folder + "/" + name, &status) == 0 else { return nil }
            files.append(
                FileState(
                    size: status.st_size, inode: status.st_ino, seconds: status.st_mtim.tv_sec,
                    nanoseconds: status.st_mtim.tv_nsec))
        }
        self.files = files
    }
}

extension RosterFolderState: CustomStringConvertible {
    /// The states of the files as text, to be kept with the roster that was read from them.
    var description: String {
        files.map { "\($0.size) \($0.inode) \($0.seconds).\($0.nanoseconds)" }.joined(separator: "; ")
    }
}
