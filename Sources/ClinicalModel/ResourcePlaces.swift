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
