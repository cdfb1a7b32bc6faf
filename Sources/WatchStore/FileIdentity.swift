import Glibc

/// Which file a path names: a store whose file was removed would go on writing into nothing.
struct FileIdentity: Hashable {
    private let device: UInt
    private let inode: UInt

    /// The identity of the file at a path; nil where there is none.
    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        (device, inode) = (status.st_dev, status.st_ino)
    }
}
