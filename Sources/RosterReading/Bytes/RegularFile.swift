import Glibc

/// A regular file, opened so that nothing that merely looks like one can block or be disturbed.
package final class RegularFile: ByteSource {
    /// What tells one state of a file from another.
    package struct Stamp: Equatable {
        package let size: Int
        let modificationTime: Int
        let inode: UInt64
        let device: UInt64
    }

    /// The state in which it was opened.
    package let stamp: Stamp
    private let file: RosterFile
    private let path: String
    private let descriptor: Int32

    /// Opens the file of that name in the folder.
    package init(_ file: RosterFile, in folder: String) throws(FileFault) {
        let path = folder.hasSuffix("/") ? folder + file.rawValue : folder + "/" + file.rawValue
        // Opening a device can have effects, and a pipe can block: look first, and do not trust what was seen.
        var status = stat()
        guard stat(path, &status) == 0 else { throw .failure(file, folder: folder, errno: errno) }
        guard RegularFile.isRegular(status) else { throw .notAFile(file, RegularFile.kind(status)) }
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failure(file, folder: folder, errno: errno) }
        guard fstat(descriptor, &status) == 0, RegularFile.isRegular(status) else {
            close(descriptor)
            throw .notAFile(file, RegularFile.kind(status))
        }
        self.file = file
        self.path = path
        self.descriptor = descriptor
        stamp = RegularFile.stamp(status)
    }

    deinit { close(descriptor) }

    package var expectedSize: Int { stamp.size }

    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, offset)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .failure(file, folder: nil, errno: errno) }
        }
    }

    /// A fault unless the path still names this file, in the state in which it was opened, and as much of it was read.
    package func change(bytesRead: Int) -> FileFault? {
        var opened = stat()
        var named = stat()
        let isUnchanged =
            fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && RegularFile.stamp(opened) == stamp
            && RegularFile.stamp(named) == stamp && bytesRead == stamp.size
        return isUnchanged ? nil : .changed(file)
    }

    /// The fingerprint of the file in the state in which it was opened.
    package func fingerprint(contentHash: UInt64) -> FileFingerprint {
        FileFingerprint(
            size: stamp.size, modificationTime: stamp.modificationTime, inode: stamp.inode, contentHash: contentHash)
    }

    private static func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

    private static func stamp(_ status: stat) -> Stamp {
        Stamp(
            size: Int(status.st_size),
            modificationTime: Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec),
            inode: UInt64(status.st_ino), device: UInt64(status.st_dev))
    }

    private static func kind(_ status: stat) -> String {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: "a directory"
        case S_IFIFO: "a pipe"
        case S_IFCHR, S_IFBLK: "a device"
        case S_IFSOCK: "a socket"
        default: "no regular file"
        }
    }
}
