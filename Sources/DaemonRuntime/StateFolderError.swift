import Glibc

/// Why the state folder cannot be used.
struct StateFolderError: Error, CustomStringConvertible {
    let folder: String
    let code: Int32

    var description: String {
        "the state folder \(folder) cannot be made: \(String(cString: strerror(code))); "
            + "name a folder that the service's user may write to, in [state] folder"
    }
}
