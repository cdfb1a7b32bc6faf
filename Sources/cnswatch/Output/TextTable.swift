/// Rows under headings in aligned columns.
struct TextTable {
    private let headings: [String]
    private var rows: [(cells: [String], urgency: String?)] = []
    private let colours: Colours

    init(_ headings: [String], colours: Colours) {
        self.headings = headings
        self.colours = colours
    }

    /// Adds a row, coloured by an urgency where one is given.
    mutating func add(_ cells: [String], urgency: String? = nil) {
        rows.append((cells.map(TerminalText.visible), urgency))
    }

    var isEmpty: Bool { rows.isEmpty }

    /// The lines, without trailing blanks.
    var lines: [String] {
        var widths = headings.map(TerminalText.width)
        for row in rows {
            for (column, cell) in row.cells.enumerated() {
                widths[column] = max(widths[column], TerminalText.width(cell))
            }
        }
        func aligned(_ cells: [String]) -> String {
            var line = ""
            for (column, cell) in cells.enumerated() {
                line += cell
                if column < cells.count - 1 {
                    line += String(repeating: " ", count: widths[column] - TerminalText.width(cell) + 2)
                }
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
        return [colours.heading(aligned(headings))] + rows.map { colours.urgency($0.urgency, aligned($0.cells)) }
    }
}
