/// A table in the words of the roster, made of a site's rows, which remembers where each of its rows comes from.
struct MappedTable<Column: RosterColumn> {
    /// Where a row comes from.
    struct Place {
        /// The line of the table.
        let line: Int32
        /// The row of the site's file.
        let row: Int32
        /// Which of the mapping's rules made it.
        let rule: Int32
    }

    /// The text of the table, as the reader reads it.
    private(set) var text: [UInt8] = []
    /// Where its rows come from, by line.
    private(set) var places: [Place] = []
    private var line: Int32 = 1

    init() { add(Column.allCases.map(\.rawValue)) }

    /// Adds a row.
    mutating func add(_ fields: [Column: String], row: Int, rule: Int) {
        places.append(Place(line: line, row: Int32(clamping: row), rule: Int32(clamping: rule)))
        add(Column.allCases.map { fields[$0] ?? "" })
    }

    /// Where the row of a line comes from; nil for the header.
    func place(ofLine line: Int) -> Place? {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = low + (high - low) / 2
            if places[middle].line < line { low = middle + 1 } else { high = middle }
        }
        return low < places.count && places[low].line == line ? places[low] : nil
    }

    private mutating func add(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            append(field)
        }
        text.append(UInt8(ascii: "\n"))
        line += 1
    }

    private mutating func append(_ field: String) {
        let needsQuotes = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else {
            text += field.utf8
            return
        }
        text.append(0x22)
        var isAfterReturn = false
        for byte in field.utf8 {
            if byte == 0x22 { text.append(0x22) }
            if byte == 0x0D || byte == 0x0A && !isAfterReturn { line += 1 }
            isAfterReturn = byte == 0x0D
            text.append(byte)
        }
        text.append(0x22)
    }
}
