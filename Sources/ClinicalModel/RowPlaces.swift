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
