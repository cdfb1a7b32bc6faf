import Glibc

/// A file of a roster folder, identified by its name.
public struct RosterFile: RawRepresentable, Hashable, Sendable {
    /// The name, without the folder.
    public let rawValue: String

    /// Creates the file of this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Whether the name may be that of a patient: a FHIR bundle usually holds one patient and is named after them.
    public var mayNamePatient: Bool { rawValue.lowercased().hasSuffix(".json") }

    /// The file with one row per patient.
    public static let patients = RosterFile(rawValue: "patients.csv")
    /// The file with one row per event.
    public static let events = RosterFile(rawValue: "events.csv")

    /// The two files of a roster of tables.
    public static let tables = [patients, events]
}

/// What identifies the state of a file, to detect that it has changed.
public struct FileFingerprint: Hashable, Sendable {
    /// The size in bytes.
    public let size: Int
    /// The time of the last write, in nanoseconds since 1970; zero if the bytes came from memory.
    public let modificationTime: Int
    /// The inode; zero if the bytes came from memory.
    public let inode: UInt64
    /// A 64-bit hash of its bytes; it detects accidents, not malice.
    public let contentHash: UInt64

    /// Creates a fingerprint of these values.
    public init(size: Int, modificationTime: Int, inode: UInt64, contentHash: UInt64) {
        self.size = size
        self.modificationTime = modificationTime
        self.inode = inode
        self.contentHash = contentHash
    }
}

/// A source of the bytes of a file; several threads read it at once.
package protocol ByteSource: Sendable {
    /// The expected number of bytes.
    var expectedSize: Int { get }

    /// Fills the start of the buffer with the bytes from an offset on, and returns how many; zero only at the end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int
}

/// A regular file, opened so that no device or pipe in its place can block or be affected.
package final class RegularFile: ByteSource {
    /// What distinguishes one state of a file from another.
    package struct Stamp: Equatable {
        package let size: Int
        let modificationTime: Int
        let changeTime: Int
        let inode: UInt64
        let device: UInt64
    }

    /// The state of the file when it was opened.
    package let stamp: Stamp
    private let file: RosterFile
    private let path: String
    private let descriptor: Int32

    /// Opens the file of this name in the folder.
    package init(_ file: RosterFile, in folder: String) throws(FileFault) {
        let path = folder.hasSuffix("/") ? folder + file.rawValue : folder + "/" + file.rawValue
        // Opening a device can have effects, and a pipe can block. So check first, and check again after opening.
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

    /// Returns a fault unless the path still names this file, unchanged since it was opened, and it was read to its
    /// full size.
    package func change(bytesRead: Int) -> FileFault? {
        var opened = stat()
        var named = stat()
        let isUnchanged =
            fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && RegularFile.stamp(opened) == stamp
            && RegularFile.stamp(named) == stamp && bytesRead == stamp.size
        return isUnchanged ? nil : .changed(file)
    }

    /// Returns the fingerprint of the file as it was when opened.
    package func fingerprint(contentHash: UInt64) -> FileFingerprint {
        FileFingerprint(
            size: stamp.size, modificationTime: stamp.modificationTime, inode: stamp.inode, contentHash: contentHash)
    }

    private static func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

    private static func stamp(_ status: stat) -> Stamp {
        Stamp(
            size: Int(status.st_size), modificationTime: nanoseconds(status.st_mtim),
            changeTime: nanoseconds(status.st_ctim), inode: UInt64(status.st_ino), device: UInt64(status.st_dev))
    }

    /// The time in nanoseconds, cut to the years that they can count.
    private static func nanoseconds(_ time: timespec) -> Int {
        min(max(time.tv_sec, -9_000_000_000), 9_000_000_000) * 1_000_000_000 + time.tv_nsec
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

extension FileFault {
    static func changed(_ file: RosterFile) -> FileFault {
        FileFault(
            .changedWhileRead, file, reason: "the file changed while it was read",
            remedy: "read again once the export is complete, and let exports move finished files into the folder")
    }

    /// Returns the fault for a path that names something else, described by `what`.
    static func notAFile(_ file: RosterFile, _ what: String) -> FileFault {
        FileFault(
            .notAFile, file, reason: "this is \(what), not a file",
            remedy: "put a regular file, or a symbolic link to one, in its place")
    }

    /// Returns the fault for a failed system call; it names the folder if that may be the cause.
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

/// A file in memory, returned in parts of at most a given size.
package struct MemoryBytes: ByteSource {
    private let bytes: [UInt8]
    private let partSize: Int

    package init(_ bytes: [UInt8], pieceSize: Int = .max) {
        precondition(pieceSize > 0)
        self.bytes = bytes
        partSize = pieceSize
    }

    package var expectedSize: Int { bytes.count }

    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
        let count = max(0, min(buffer.count, bytes.count - offset, partSize))
        bytes.withUnsafeBytes { all in
            UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: all.dropFirst(offset).prefix(count)))
        }
        return count
    }
}
