import Glibc

/// A TOML file that knows the line of each value.
///
/// Reading continues as long as it makes sense, so that one run names every fault. The order is: open the document,
/// read the tables through their getters, call `reportUnknownKeys()`, then check whether `faults` is empty.
public final class LocatedDocument {
    /// The table of the whole file.
    public let root: LocatedTable
    /// The hash of the text; it distinguishes versions.
    public let contentHash: UInt64
    private let log: ConfigurationFaults

    /// Reads a regular file of at most 1 MiB of UTF-8.
    ///
    /// - Throws: the faults if nothing of the file can be read. Faults of syntax that can be stepped over are in
    ///   `faults` instead.
    public convenience init(path: String) throws(ConfigurationRefusal) {
        let file = try TextFile(path: path)
        try self.init(checked: file)
    }

    /// Takes a text as the content of a file with the given name.
    ///
    /// - Throws: as when reading a file.
    public convenience init(text: String, file: String) throws(ConfigurationRefusal) {
        try self.init(bytes: Array(text.utf8), file: file)
    }

    /// Takes bytes as the content of a file with the given name.
    ///
    /// - Throws: as when reading a file.
    public convenience init(bytes: [UInt8], file: String) throws(ConfigurationRefusal) {
        try self.init(checked: try TextFile(bytes: bytes, file: file))
    }

    private init(checked file: TextFile) throws(ConfigurationRefusal) {
        let reader = TOMLReader(text: file.text, file: file.file)
        guard case .table(let values) = reader.root else { throw ConfigurationRefusal(reader.faults) }
        log = ConfigurationFaults(file: file.file, faults: reader.faults)
        contentHash = FNV1a.hash(of: file.text.utf8)
        root = LocatedTable(values: values, position: reader.positions, line: nil, keyPath: "", log: log)
    }

    /// Reports each key of the file that no getter asked for as a fault; call it after all reading.
    ///
    /// For a key known at a different place of the file, the fault names that place.
    public func reportUnknownKeys() { root.reportUnknownKeys() }

    /// Every key asked for so far, as paths such as `control.socket`, or `routes[].digest` for tables of which there may
    /// be several.
    public var knownKeys: [String] {
        root.askedPlaces.flatMap { key, places in places.map { $0.isEmpty ? key : "\($0).\(key)" } }.sorted()
    }

    /// Every fault found so far, by line.
    public var faults: [ConfigurationFault] { log.faults.sorted() }
}

/// FNV-1a with 64 bits, identical in every process and every version: protects against mistakes, not against forgery.
public enum FNV1a {
    /// The hash of bytes.
    public static func hash(of bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
    }
}

/// A configuration file as text, read with the care that a path typed by a person needs.
struct TextFile {
    /// The largest accepted size of a configuration file: 1 MiB.
    static let sizeLimit = 1 << 20
    /// The longest accepted line: no person writes a longer one.
    static let lineLimit = 4096

    let file: String
    let text: String

    /// Reads the file at a path.
    init(path: String) throws(ConfigurationRefusal) {
        // Without O_NONBLOCK, opening a pipe by mistake would wait for a writer for ever.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw TextFile.refusal(.cannotRead(TextFile.lastError()), file: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw TextFile.refusal(.cannotRead(TextFile.lastError()), file: path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw TextFile.refusal(.notRegularFile, file: path) }
        try self.init(bytes: try TextFile.bytes(of: descriptor, file: path), file: path)
    }

    /// Takes bytes as the text of a file.
    init(bytes: [UInt8], file: String) throws(ConfigurationRefusal) {
        guard bytes.count <= TextFile.sizeLimit else {
            throw TextFile.refusal(.tooLarge(limit: TextFile.sizeLimit), file: file)
        }
        var faults: [ConfigurationFault] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let fault: ReadingFault
            if line.count > TextFile.lineLimit {
                fault = .lineTooLong(limit: TextFile.lineLimit)
            } else if line.contains(0) {
                fault = .holdsNull
            } else if String(validating: line, as: UTF8.self) == nil {
                fault = .notUTF8
            } else {
                continue
            }
            faults.append(TextFile.fault(fault, file: file, line: index + 1))
            guard faults.count < 20 else { break }
        }
        guard faults.isEmpty else { throw ConfigurationRefusal(faults) }
        self.file = file
        text = String(decoding: bytes, as: UTF8.self)
    }

    private static func bytes(of descriptor: Int32, file: String) throws(ConfigurationRefusal) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= sizeLimit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 {
                break
            } else if errno != EINTR {
                throw refusal(.cannotRead(lastError()), file: file)
            }
        }
        return bytes
    }

    private static func lastError() -> String { String(cString: strerror(errno)) }

    private static func fault(_ fault: ReadingFault, file: String, line: Int?) -> ConfigurationFault {
        ConfigurationFault(file: file, line: line, keyPath: "", reason: fault.reason, remedy: fault.remedy)
    }

    private static func refusal(_ fault: ReadingFault, file: String) -> ConfigurationRefusal {
        ConfigurationRefusal([TextFile.fault(fault, file: file, line: nil)])
    }
}
