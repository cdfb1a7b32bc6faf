/// Where the events of a roster are recorded: the meaning of `Event.row`.
///
/// Rows of `events.csv` are their own line numbers. Resources, and rows of a site's own files, are numbered from 1 in
/// patient order. Their places are stored separately, so that an event stays as small as one from a table.
public enum EventPlaces: Sendable {
    /// `Event.row` is a line of `events.csv`.
    case lines
    /// `Event.row` is the number of a resource.
    case resources(ResourcePlaces)
    /// `Event.row` is the number of a row in a site's own files.
    case rows(RowPlaces)
    /// `Event.row` is the number of a resource or row; these are the places of the numbers starting at `from`.
    case listed([EventPlace], from: Int)

    /// Returns the place of an event's row; nil if the row is not a record of the export.
    public func place(ofRow row: Int) -> EventPlace? {
        guard row > 0 else { return nil }
        return switch self {
        case .lines: EventPlace(file: "events.csv", line: row)
        case .resources(let places): places.place(number: row)
        case .rows(let places): places.place(number: row)
        case .listed(let places, let first): places.indices.contains(row - first) ? places[row - first] : nil
        }
    }
}

extension EventPlaces {
    /// How many records there are of each file, and of each type where they are resources; empty where all are lines of one
    /// file.
    var counts: [(file: String, type: String?, count: Int)] {
        switch self {
        case .lines, .listed: []
        case .resources(let places): places.counts
        case .rows(let places): places.counts
        }
    }
}

/// The place of the record an event came from, in a form a person can look up.
public struct EventPlace: Hashable, Sendable {
    /// The name of the file.
    public let file: String
    /// The line on which the record begins; the first line is 1.
    public let line: Int
    /// The FHIR resource, as `Observation/abc`; nil for a row of a table.
    public let resource: String?

    /// Creates a place.
    public init(file: String, line: Int, resource: String? = nil) {
        self.file = file
        self.line = line
        self.resource = resource
    }
}

extension EventPlace: CustomStringConvertible {
    /// `FILE:LINE`, followed by the resource if there is one.
    public var description: String { "\(file):\(line)\(resource.map { " \($0)" } ?? "")" }
}

/// The places of the resources that events came from, 24 bytes each.
public struct ResourcePlaces: Sendable {
    /// The place of one resource.
    public struct Entry: Hashable, Sendable {
        /// Its id.
        public let id: ResourceID
        /// The line on which it begins; the first line is 1.
        public let line: UInt32
        /// The index of its file in `files`.
        public let file: UInt16
        /// The index of its type in `types`.
        public let type: UInt8
        /// How to read the id.
        public let form: ResourceID.Form

        /// Creates a place.
        public init(id: ResourceID, form: ResourceID.Form, type: UInt8, file: UInt16, line: UInt32) {
            self.id = id
            self.line = line
            self.file = file
            self.type = type
            self.form = form
        }
    }

    /// The names of the files.
    public let files: [String]
    /// The names of the resource types.
    public let types: [String]
    /// The ids that do not fit in 16 bytes.
    public let texts: [String]
    private var entries: [Entry] = []

    /// Creates an empty list of places.
    public init(files: [String], types: [String], texts: [String]) {
        self.files = files
        self.types = types
        self.texts = texts
    }

    /// The number of places.
    public var count: Int { entries.count }

    /// Reserves room for `count` places.
    public mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    /// Adds a place and returns its number; the first is 1.
    public mutating func add(_ entry: Entry) -> Int32 {
        entries.append(entry)
        return Int32(clamping: entries.count)
    }

    fileprivate var counts: [(file: String, type: String?, count: Int)] {
        var counts: [UInt32: Int] = [:]
        for entry in entries { counts[UInt32(entry.file) << 8 | UInt32(entry.type), default: 0] += 1 }
        return counts.map { (files[Int($0 >> 8)], types[Int($0 & 0xFF)], $1) }
    }

    /// Returns the place with this number; nil if there is none.
    public func place(number: Int) -> EventPlace? {
        guard entries.indices.contains(number - 1) else { return nil }
        let entry = entries[number - 1]
        let id = entry.id.text(entry.form) ?? texts[entry.id.number]
        return EventPlace(
            file: files[Int(entry.file)], line: Int(entry.line), resource: "\(types[Int(entry.type)])/\(id)")
    }
}

/// The places of the rows in a site's own files that events came from, 8 bytes each.
public struct RowPlaces: Sendable {
    private struct Entry {
        let row: Int32
        let file: UInt16
    }

    /// The names of the files.
    public let files: [String]
    private var entries: [Entry] = []

    /// Creates an empty list of places.
    public init(files: [String]) { self.files = files }

    /// Reserves room for `count` places.
    public mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    /// Adds a row of the file at index `file` in `files`, and returns the number of the place; the first is 1.
    public mutating func add(file: Int, row: Int32) -> Int32 {
        entries.append(Entry(row: row, file: UInt16(clamping: file)))
        return Int32(clamping: entries.count)
    }

    fileprivate var counts: [(file: String, type: String?, count: Int)] {
        var counts = [Int](repeating: 0, count: files.count)
        for entry in entries { counts[Int(entry.file)] += 1 }
        return zip(files, counts).map { ($0, nil, $1) }
    }

    /// Returns the place with this number; nil if there is none.
    public func place(number: Int) -> EventPlace? {
        guard entries.indices.contains(number - 1) else { return nil }
        let entry = entries[number - 1]
        return EventPlace(file: files[Int(entry.file)], line: Int(entry.row))
    }
}
