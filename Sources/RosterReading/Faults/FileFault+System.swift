import Glibc

extension FileFault {
    /// What stands in the place of the file is `what`.
    static func notAFile(_ file: RosterFile, _ what: String) -> FileFault {
        FileFault(
            .notAFile, file, reason: "this is \(what), not a file",
            remedy: "put a regular file, or a symbolic link to one, in its place")
    }

    /// The fault for a system call that failed; the folder is named where it may be the cause.
    package static func failure(_ file: RosterFile, folder: String?, errno code: Int32) -> FileFault {
        let place = folder.map { " in \(ShownText.of($0, upTo: 4_096))" } ?? ""
        switch code {
        case ENOENT, ENOTDIR:
            return FileFault(
                .missing, file, reason: "there is no such file\(place)",
                remedy: "check the folder's name, and that the export wrote both files into it")
        case EACCES, EPERM:
            return FileFault(
                .notPermitted, file, reason: "the file\(place) may not be read by this user",
                remedy: "give the user of the service read access to the file and search access to its folders")
        case ENXIO, ENODEV:
            return notAFile(file, "a socket or a device")
        default:
            return FileFault(
                .unreadable, file, reason: "the file\(place) cannot be read: \(String(cString: strerror(code)))",
                remedy: "mend the file system or the path, then read again")
        }
    }
}
