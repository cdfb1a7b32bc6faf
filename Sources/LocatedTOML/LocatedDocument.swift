/// A TOML file whose values know their lines.
///
/// Reading goes on as long as it makes sense, so that one run names every fault. The order is: open the document, read
/// the tables through their getters, call `reportUnknownKeys()`, and then look whether `faults` is empty.
public final class LocatedDocument {
    /// The table of the whole file.
    public let root: LocatedTable
    /// A hash of the text (FNV-1a), the same in every process: it tells one version from another, and withstands no attack.
    public let contentHash: UInt64
    private let log: FaultLog

    /// Reads a regular file of at most 1 MiB of UTF-8.
    ///
    /// - Throws: What is wrong where nothing of the file can be read. Faults of syntax that can be stepped over are in
    ///   `faults` instead.
    public convenience init(path: String) throws(ConfigurationRefusal) {
        let file = try TextFile(path: path)
        try self.init(checked: file)
    }

    /// Takes a text as the content of a file of that name.
    ///
    /// - Throws: As when reading a file.
    public convenience init(text: String, file: String) throws(ConfigurationRefusal) {
        try self.init(bytes: Array(text.utf8), file: file)
    }

    /// Takes bytes as the content of a file of that name.
    ///
    /// - Throws: As when reading a file.
    public convenience init(bytes: [UInt8], file: String) throws(ConfigurationRefusal) {
        try self.init(checked: try TextFile(bytes: bytes, file: file))
    }

    private init(checked file: TextFile) throws(ConfigurationRefusal) {
        let reader = TOMLReader(text: file.text, file: file.file)
        guard case .table(let values) = reader.root else { throw ConfigurationRefusal(reader.faults) }
        log = FaultLog(file: file.file, faults: reader.faults)
        contentHash = file.text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
        root = LocatedTable(values: values, position: reader.positions, line: nil, keyPath: "", log: log)
    }

    /// Makes each key of the file that no getter was asked for a fault; to be called after all reading.
    ///
    /// A key that would be known at another place of the file is said to belong there. Places in tables that the file may
    /// leave out are known only where they are given, as paths such as `control.socket`, or `routes[].digest` for tables of which there
    /// may be several.
    public func reportUnknownKeys(alsoKnown paths: [String] = []) { root.reportUnknownKeys(alsoKnown: paths) }

    /// Every fault found until now, by line.
    public var faults: [ConfigurationFault] { log.faults.sorted() }
}
