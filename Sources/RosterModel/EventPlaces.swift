/// Where the events of a roster stand: what `Event.row` means.
///
/// Rows of `events.csv` are their own lines. Resources, and the rows of a site's own files, are numbered from 1 in the order of
/// the patients, and their places are kept beside the events, so that an event stays as small as it is for a table.
public enum EventPlaces: Sendable {
    /// `Event.row` is a line of `events.csv`.
    case lines
    /// `Event.row` is the number of a resource.
    case resources(ResourcePlaces)
    /// `Event.row` is the number of a row of one of a site's own files.
    case rows(RowPlaces)
    /// `Event.row` is the number of a resource or of a row, and these are the places of some, from a number on.
    case listed([EventPlace], from: Int)

    /// The place behind an event's row; nil where the row is that of no record of the export.
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

/// Where a record stands that an event came from, as a person would look it up.
public struct EventPlace: Hashable, Sendable {
    /// The file, by its name.
    public let file: String
    /// The line on which the record begins, the first being 1.
    public let line: Int
    /// The FHIR resource, as `Observation/abc`; nil for a row of a table.
    public let resource: String?

    /// A place.
    public init(file: String, line: Int, resource: String? = nil) {
        self.file = file
        self.line = line
        self.resource = resource
    }
}

extension EventPlace: CustomStringConvertible {
    /// `FILE:LINE`, and the resource where there is one.
    public var description: String { "\(file):\(line)\(resource.map { " \($0)" } ?? "")" }
}

/// The places of the resources that events came from, 24 bytes each.
public struct ResourcePlaces: Sendable {
    /// One resource's place.
    public struct Entry: Hashable, Sendable {
        /// Its id.
        public let id: ResourceID
        /// The line on which it begins, the first being 1.
        public let line: UInt32
        /// Its file, by its number among `files`.
        public let file: UInt16
        /// Its type, by its number among `types`.
        public let type: UInt8
        /// How the id is meant.
        public let form: ResourceID.Form

        /// A place.
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
    /// The names of the types of resources.
    public let types: [String]
    /// The ids that 16 bytes do not hold.
    public let texts: [String]
    private var entries: [Entry] = []

    /// No places yet.
    public init(files: [String], types: [String], texts: [String]) {
        self.files = files
        self.types = types
        self.texts = texts
    }

    /// How many there are.
    public var count: Int { entries.count }

    /// Makes room for so many.
    public mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    /// Adds a place and gives its number, the first being 1.
    public mutating func add(_ entry: Entry) -> Int32 {
        entries.append(entry)
        return Int32(clamping: entries.count)
    }

    /// The place of this number; nil where there is none.
    public func place(number: Int) -> EventPlace? {
        guard entries.indices.contains(number - 1) else { return nil }
        let entry = entries[number - 1]
        let id = entry.id.text(entry.form) ?? texts[entry.id.number]
        return EventPlace(
            file: files[Int(entry.file)], line: Int(entry.line), resource: "\(types[Int(entry.type)])/\(id)")
    }
}

/// The places of the rows of a site's own files that events came from, 8 bytes each.
public struct RowPlaces: Sendable {
    private struct Entry {
        let row: Int32
        let file: UInt16
    }

    /// The names of the files.
    public let files: [String]
    private var entries: [Entry] = []

    /// No places yet.
    public init(files: [String]) { self.files = files }

    /// Makes room for so many.
    public mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    /// Adds the place of a row of a file, by its number among `files`, and gives the number of the place, the first being 1.
    public mutating func add(file: Int, row: Int32) -> Int32 {
        entries.append(Entry(row: row, file: UInt16(clamping: file)))
        return Int32(clamping: entries.count)
    }

    /// The place of this number; nil where there is none.
    public func place(number: Int) -> EventPlace? {
        guard entries.indices.contains(number - 1) else { return nil }
        let entry = entries[number - 1]
        return EventPlace(file: files[Int(entry.file)], line: Int(entry.row))
    }
}
