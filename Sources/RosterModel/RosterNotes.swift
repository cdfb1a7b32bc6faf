/// The notes of a roster's events, beside them: most events have none, and none decides anything.
///
/// All texts are in one run of bytes, in the order of their rows.
public struct RosterNotes: Sendable {
    /// The most characters that are kept of a note; a longer one is cut and ends in the mark.
    public static let longest = 500
    static let mark = " [cut]"

    private var rows: [Int32] = []
    private var ends: [Int] = []
    private var bytes: [UInt8] = []

    /// Creates a list without notes.
    public init() {}

    /// Whether no event has a note.
    public var isEmpty: Bool { rows.isEmpty }

    /// Adds the note of a row, which comes after all rows added before; returns whether it was cut.
    package mutating func add(_ note: FieldBytes, row: Int32) -> Bool {
        guard note.count > RosterNotes.longest else {
            append(note.buffer, row: row)
            return false
        }
        let text = note.text
        let isLonger = text.unicodeScalars.dropFirst(RosterNotes.longest).first != nil
        guard isLonger else {
            append(note.buffer, row: row)
            return false
        }
        var cut = String.UnicodeScalarView()
        cut.append(contentsOf: text.unicodeScalars.prefix(RosterNotes.longest))
        append((String(cut) + RosterNotes.mark).utf8, row: row)
        return true
    }

    /// Appends notes whose row numbers start from a different line.
    package mutating func append(_ other: RosterNotes, rowsBefore: Int32) {
        let before = bytes.count
        rows += other.rows.lazy.map { $0 &+ rowsBefore }
        ends += other.ends.lazy.map { $0 + before }
        bytes += other.bytes
    }

    /// Adds the note that another list has of a row, under a row that comes after all added before.
    package mutating func add(noteOf row: Int32, in other: RosterNotes, as newRow: Int32) {
        guard let place = other.place(ofRow: row) else { return }
        append(other.bytes[other.range(place)], row: newRow)
    }

    /// Returns the bytes of a row's note; nil if it has none.
    public func bytes(ofRow row: Int32) -> ArraySlice<UInt8>? { place(ofRow: row).map { bytes[range($0)] } }

    private mutating func append(_ note: some Collection<UInt8>, row: Int32) {
        rows.append(row)
        bytes.append(contentsOf: note)
        ends.append(bytes.count)
    }

    private func range(_ place: Int) -> Range<Int> { (place == 0 ? 0 : ends[place - 1])..<ends[place] }

    private func place(ofRow row: Int32) -> Int? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low] == row ? low : nil
    }
}
