import Glibc

/// Where an export goes.
enum ExportPlace {
    case standardOutput
    case file(String)
    /// A folder that is there.
    case folder(String)

    /// Who may read what is written: its owner, and their group.
    static let mode: mode_t = 0o640

    /// The place of this path: a folder where it is one, or ends as one, which is made then.
    init(_ path: String?) throws {
        guard let path else {
            self = .standardOutput
            return
        }
        var status = stat()
        if stat(path, &status) == 0 {
            self = status.st_mode & S_IFMT == S_IFDIR ? .folder(path) : .file(path)
        } else if path.hasSuffix("/") {
            guard mkdir(path, 0o750) == 0 else {
                throw Failure(
                    .inputOutput,
                    "cannot make the folder \(path): \(String(cString: strerror(errno))); make it, or correct the path")
            }
            self = .folder(path)
        } else {
            self = .file(path)
        }
    }
}
