import ControlInterface
import Glibc
import StandardFormats

/// A feed in a file, which continues the one that stands there.
struct FeedFile: ExportWriter {
    private let file: FileOutput
    private var feed: CalendarFeed

    /// - Parameter clinic: whose feed it is; nil where it is one of all clinics.
    init(_ path: String, clinic: String?, _ naming: PatientNaming) throws {
        let memory = try FeedFile.memory(at: path)
        file = try FileOutput(path, mode: ExportPlace.mode)
        feed = CalendarFeed(clinic: clinic, naming: naming, continuing: memory)
    }

    /// A feed whose clinic has no rows any more.
    init(_ path: String, withdrawing memory: FeedMemory, _ naming: PatientNaming) throws {
        file = try FileOutput(path, mode: ExportPlace.mode)
        feed = CalendarFeed(continuing: memory, naming: naming)
    }

    mutating func add(_ page: ExportPage) throws { try add(page.rows, on: page) }

    /// Adds some of a page's rows.
    mutating func add(_ rows: [ExportRow], on page: ExportPage) throws { try file.write(feed.text(of: rows, on: page)) }

    mutating func end() throws {
        try file.write(feed.end())
        try file.close()
    }

    /// What the feed at a path says; nothing where there is no file.
    static func memory(at path: String) throws -> FeedMemory {
        var memory = FeedMemory()
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0, errno == ENOENT { return memory }
        defer { if descriptor >= 0 { close(descriptor) } }
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let reason = descriptor < 0 ? String(cString: strerror(errno)) : "it is no regular file"
            throw Failure(
                .inputOutput, "cannot read \(path), which the feed is to continue: \(reason); name another file")
        }
        do throws(FeedFault) {
            try FeedFile.read(descriptor, into: &memory)
            try memory.end()
        } catch {
            throw Failure(.faultyData, "\(path) cannot be continued, and is as it was: \(error)")
        }
        return memory
    }

    private static func read(_ descriptor: Int32, into memory: inout FeedMemory) throws(FeedFault) {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { block.deallocate() }
        while true {
            let count = Glibc.read(descriptor, block.baseAddress, block.count)
            if count < 0, errno == EINTR { continue }
            // What cannot be read to its end is found to be cut short.
            guard count > 0 else { return }
            try memory.take(UnsafeRawBufferPointer(rebasing: block[..<count]))
        }
    }
}
