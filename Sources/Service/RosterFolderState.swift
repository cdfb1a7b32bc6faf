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
    ///
    /// - Parameter files: the names of the site's own files, where a mapping names them.
    init?(folder: String, codes: String, files own: [String]?) {
        var files: [FileState] = []
        guard let paths = RosterFolderState.paths(folder, codes, own) else { return nil }
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

extension RosterFolderState {
    private static func paths(_ folder: String, _ codes: String, _ own: [String]?) -> [(name: String, path: String)]? {
        if let own { return own.map { (name: $0, path: folder + "/" + $0) } }
        guard let kind = try? RosterFolder(folder) else { return nil }
        let paths = kind.files.map { (name: $0.rawValue, path: folder + "/" + $0.rawValue) }
        switch kind {
        case .tables: return paths
        case .fhir: return paths + CodeTableReader.files(in: codes).map { (name: $0, path: codes + "/" + $0) }
        }
    }
}

extension RosterFolderState: CustomStringConvertible {
    /// The states of the files as text, to be kept with the roster that was read from them.
    var description: String {
        files.map { "\($0.name) \($0.size) \($0.inode) \($0.seconds).\($0.nanoseconds)" }.joined(separator: "; ")
    }
}
