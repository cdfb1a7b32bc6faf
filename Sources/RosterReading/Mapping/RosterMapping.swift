import LocatedTOML

/// How a site's own files say what `patients.csv` and `events.csv` would say.
///
/// It is read from a TOML file: the names of files and columns, what stands between fields, the form of dates, which row makes
/// which event, and what the site's words mean in those of the roster. Nothing is guessed: a form or a word that it does not
/// state is a fault of the row.
public struct RosterMapping: Hashable, Sendable {
    /// The path it was read from.
    public let path: String
    /// Texts that say that something is not recorded.
    let missing: Set<String>
    /// The form of record numbers; nil where none is stated.
    let numbers: RecordNumberPattern?
    /// A hash of its text: another mapping makes another roster of the same files.
    public let contentHash: UInt64
    let patients: RowMapping<PatientColumn>
    let events: [RowMapping<EventColumn>]

    /// The names of the files, that of the patients first, each once.
    public var files: [String] {
        var files = [patients.file]
        for event in events where !files.contains(event.file) { files.append(event.file) }
        return files
    }

    /// Reads a mapping; every fault of it is named by line.
    public init(path: String) throws(ConfigurationRefusal) {
        try self.init(try LocatedDocument(path: path), path: path)
    }

    /// Reads a mapping from text, whose faults are those of a file of this name.
    public init(text: String, file: String) throws(ConfigurationRefusal) {
        try self.init(try LocatedDocument(text: text, file: file), path: file)
    }

    private init(_ document: LocatedDocument, path: String) throws(ConfigurationRefusal) {
        let root = document.root
        let reader = MappingReader(root)
        self.path = path
        contentHash = document.contentHash
        missing = Set(root.ifPresent("missing") { root.strings($0, example: "-999") } ?? [])
        numbers = root.ifPresent("mrn_pattern") { reader.numbers($0) }
        let read = root.table("patients").map { reader.patients($0) }
        let tables = root.tables("event", example: "[{ ... }]") ?? []
        let ofPatients =
            read
            ?? RowMapping(
                file: "", delimiter: 0, dates: [], conditions: [], fields: [:], line: 0)
        events = tables.map { reader.event($0, patients: ofPatients) }
        for (index, rows) in events.enumerated() {
            let others =
                [ofPatients.file == rows.file ? ofPatients.delimiter : nil]
                + events[..<index].map { $0.file == rows.file ? $0.delimiter : nil }
            guard others.contains(where: { $0 != nil && $0 != rows.delimiter }) else { continue }
            tables[index].report(
                "delimiter", reason: "the same file is said to have another above",
                remedy: "write the one that \(rows.file) has, once")
        }
        patients = ofPatients
        document.reportUnknownKeys()
        guard document.faults.isEmpty else { throw ConfigurationRefusal(document.faults) }
    }
}
