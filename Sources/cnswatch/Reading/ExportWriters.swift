import ControlInterface
import Exports
import Glibc

/// Writes an export page by page; no file takes its name before everything is written.
protocol ExportWriter {
    mutating func add(_ page: ExportPage) throws
    /// Completes the export: no page follows.
    mutating func end() throws
}

/// The destination of an export.
enum ExportPlace {
    case standardOutput
    case file(String)
    /// An existing folder.
    case folder(String)

    /// The permissions of what is written: readable by its owner and their group.
    static let mode: mode_t = 0o640

    /// The destination for this path: a folder if it exists as one, or if the path ends as one; then it is created.
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

/// Writes one text to one place.
struct StreamWriter: ExportWriter {
    private let file: FileOutput?
    private let text: (ExportPage) -> [UInt8]
    private let lastText: () -> [UInt8]

    init(_ place: ExportPlace, add: @escaping (ExportPage) -> [UInt8], end: @escaping () -> [UInt8]) throws {
        switch place {
        case .standardOutput, .folder: file = nil
        case .file(let path): file = try FileOutput(path, mode: ExportPlace.mode)
        }
        (text, lastText) = (add, end)
    }

    func add(_ page: ExportPage) throws { try write(text(page)) }

    func end() throws {
        try write(lastText())
        try file?.close()
    }

    private func write(_ bytes: [UInt8]) throws {
        if let file {
            try file.write(bytes)
        } else {
            try StandardOutput.bytes(bytes)
            try StandardOutput.flush()
        }
    }
}

/// Writes FHIR resources into a folder, a file for each type. A type without resources gets an empty file, which
/// replaces the old one.
struct TypeFolder: ExportWriter {
    private var lines: FHIRLines
    private let files: [String: FileOutput]

    init(_ folder: String, _ naming: PatientNaming) throws {
        lines = FHIRLines(naming: naming)
        var files: [String: FileOutput] = [:]
        for name in FHIRLines.files { files[name] = try FileOutput("\(folder)/\(name)", mode: ExportPlace.mode) }
        self.files = files
    }

    mutating func add(_ page: ExportPage) throws {
        for (name, text) in lines.texts(of: page) { try files[name]?.write(text) }
    }

    func end() throws {
        for name in FHIRLines.files { try files[name]?.close() }
    }
}

/// A feed in a file, which continues the existing one.
struct FeedFile: ExportWriter {
    private let file: FileOutput
    private var feed: CalendarFeed

    /// - Parameter clinic: the clinic of the feed; nil for one of all clinics.
    init(_ path: String, clinic: String?, _ naming: PatientNaming) throws {
        let memory = try FeedFile.memory(at: path)
        file = try FileOutput(path, mode: ExportPlace.mode)
        feed = CalendarFeed(clinic: clinic, naming: naming, continuing: memory)
    }

    /// A feed whose clinic no longer has rows.
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

    /// The content of the feed at a path; empty if there is no file.
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
            // A file that cannot be read to its end is reported as truncated.
            guard count > 0 else { return }
            try memory.take(UnsafeRawBufferPointer(rebasing: block[..<count]))
        }
    }
}

/// Writes a feed for each clinic into a folder. A clinic that no longer has rows has its feed withdrawn.
struct FeedFolder: ExportWriter {
    /// Each feed is an open file until everything is written.
    private static let mostFeeds = 200

    private let folder: String
    private let clinic: String?
    private let naming: PatientNaming
    private var feeds: [String: FeedFile] = [:]
    private var first: ExportPage?

    /// - Parameter clinic: the only requested clinic; the feeds of the others stay as they are.
    init(_ folder: String, clinic: String?, _ naming: PatientNaming) throws {
        self.folder = folder
        self.clinic = clinic
        self.naming = naming
    }

    mutating func add(_ page: ExportPage) throws {
        if first == nil { first = page }
        for (clinic, rows) in Dictionary(grouping: page.rows, by: \.row.clinic) {
            try begin(clinic)
            try feeds[clinic]?.add(rows, on: page)
        }
    }

    mutating func end() throws {
        guard let first else { return }
        if let clinic {
            try begin(clinic)
            try feeds[clinic]?.add([], on: first)
        }
        for clinic in feeds.keys.sorted() { try feeds[clinic]?.end() }
        guard clinic == nil else { return }
        let written = Set(feeds.keys.map(FeedName.name))
        for name in try names() where !written.contains(name) { try withdraw(name, on: first) }
    }

    private mutating func begin(_ clinic: String) throws {
        guard feeds[clinic] == nil else { return }
        guard feeds.count < FeedFolder.mostFeeds else {
            throw Failure(
                .usage,
                "there are more than \(FeedFolder.mostFeeds) clinics, too many for one folder at once: export one at a time "
                    + "with --clinic")
        }
        feeds[clinic] = try FeedFile("\(folder)/\(FeedName.name(ofClinic: clinic))", clinic: clinic, naming)
    }

    private func withdraw(_ name: String, on page: ExportPage) throws {
        let path = "\(folder)/\(name)"
        let memory: FeedMemory
        do {
            memory = try FeedFile.memory(at: path)
        } catch let failure as Failure {
            // It may be a calendar of other origin; a broken one of ours is reported all the same.
            StandardError.say("! \(failure.message)")
            return
        }
        var feed = try FeedFile(path, withdrawing: memory, naming)
        try feed.add([], on: page)
        try feed.end()
    }

    private func names() throws -> [String] {
        guard let listing = opendir(folder) else {
            throw Failure(
                .inputOutput, "cannot list \(folder): \(String(cString: strerror(errno))); let its feeds be read")
        }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".ics"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
