/// Rows under headings in aligned columns.
struct TextTable {
    private let headings: [String]
    private var rows: [(cells: [String], urgency: String?)] = []
    private let colours: Colours
    private let optional: Set<String>

    /// A table of these columns; the optional ones are left out where all their cells are empty.
    init(_ headings: [String], optional: Set<String> = [], colours: Colours) {
        self.headings = headings
        self.optional = optional
        self.colours = colours
    }

    /// Adds a row, coloured by an urgency where one is given.
    mutating func add(_ cells: [String], urgency: String? = nil) {
        rows.append((cells.map(TerminalText.visible), urgency))
    }

    var isEmpty: Bool { rows.isEmpty }

    /// The lines, without trailing blanks.
    var lines: [String] {
        let shown = headings.indices.filter { column in
            !optional.contains(headings[column]) || rows.contains { !$0.cells[column].isEmpty }
        }
        var widths = headings.map(TerminalText.width)
        for row in rows {
            for (column, cell) in row.cells.enumerated() {
                widths[column] = max(widths[column], TerminalText.width(cell))
            }
        }
        func aligned(_ cells: [String]) -> String {
            var line = ""
            for column in shown {
                let cell = cells[column]
                line += cell + String(repeating: " ", count: widths[column] - TerminalText.width(cell) + 2)
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
        return [colours.heading(aligned(headings))] + rows.map { colours.urgency($0.urgency, aligned($0.cells)) }
    }
}
