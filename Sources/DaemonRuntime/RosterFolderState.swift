import FHIRReading
import Glibc
import RosterReading

/// What the files of a roster folder look like from outside: size, inode, and when they were last changed.
struct RosterFolderState: Hashable {
    private struct FileState: Hashable {
        let name: String
        let size: Int
        let inode: UInt
        let seconds: Int
        let nanoseconds: Int
    }

    private let files: [FileState]

    /// How large the files are together.
    var byteCount: Int { files.reduce(0) { $0 + $1.size } }

    /// The state of a folder now, and of the code tables where it holds FHIR; nil where one of the files cannot be looked at.
    init?(folder: String, codes: String) {
        var files: [FileState] = []
        guard let kind = try? RosterFolder(folder) else { return nil }
        var paths = kind.files.map { (name: $0.rawValue, path: folder + "/" + $0.rawValue) }
        switch kind {
        case .tables: break
        case .fhir: paths += CodeTableReader.files(in: codes).map { (name: $0, path: codes + "/" + $0) }
        }
        for (name, path) in paths {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            files.append(
                FileState(
                    name: name, size: status.st_size, inode: status.st_ino, seconds: status.st_mtim.tv_sec,
                    nanoseconds: status.st_mtim.tv_nsec))
        }
        self.files = files
    }
}

extension RosterFolderState: CustomStringConvertible {
    /// The states of the files as text, to be kept with the roster that was read from them.
    var description: String {
        files.map { "\($0.name) \($0.size) \($0.inode) \($0.seconds).\($0.nanoseconds)" }.joined(separator: "; ")
    }
}
