import Glibc

/// A file of a roster folder, by its name.
public struct RosterFile: RawRepresentable, Hashable, Sendable {
    /// The name, without the folder.
    public let rawValue: String

    /// The file of this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Whether the file may bear the name of a patient: bundles of FHIR are mostly of one, and named after them.
    public var mayNamePatient: Bool { rawValue.lowercased().hasSuffix(".json") }

    /// One row a patient.
    public static let patients = RosterFile(rawValue: "patients.csv")
    /// One row an event.
    public static let events = RosterFile(rawValue: "events.csv")

    /// The two files of a roster of tables.
    public static let tables = [patients, events]
}

/// What tells whether a file is still the one that was read.
public struct FileFingerprint: Hashable, Sendable {
    /// Bytes.
    public let size: Int
    /// When it was last written, in nanoseconds since 1970; zero where the bytes came from memory.
    public let modificationTime: Int
    /// Its inode; zero where the bytes came from memory.
    public let inode: UInt64
    /// A 64-bit hash of its bytes, good against accident and not against malice.
    public let contentHash: UInt64

    /// A fingerprint of these marks.
    public init(size: Int, modificationTime: Int, inode: UInt64, contentHash: UInt64) {
        self.size = size
        self.modificationTime = modificationTime
        self.inode = inode
        self.contentHash = contentHash
    }
}

/// Where the bytes of a file come from; read from several threads at once.
package protocol ByteSource: Sendable {
    /// How many bytes are to be expected in all.
    var expectedSize: Int { get }

    /// Fills the start of the buffer with the bytes from a place on and tells how many; zero only at the end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int
}

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

extension FileFault {
    static func changed(_ file: RosterFile) -> FileFault {
        FileFault(
            .changedWhileRead, file, reason: "the file changed while it was read",
            remedy: "read again once the export is complete, and let exports move finished files into the folder")
    }

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

/// A file that lies in memory, handed out in parts of at most a given size.
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
