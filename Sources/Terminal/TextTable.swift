/// Rows under headings in aligned columns.
public struct TextTable {
    /// A column.
    public struct Column: Sendable {
        /// What stands above it.
        public let heading: String
        /// To how many columns of the terminal its cells may be cut where space is short; nil where they may not.
        public let shortest: Int?
        /// Whether it is left out where all its cells are empty.
        public let isOptional: Bool

        /// A column.
        public init(_ heading: String, shortest: Int? = nil, isOptional: Bool = false) {
            (self.heading, self.shortest, self.isOptional) = (heading, shortest, isOptional)
        }
    }

    private enum Line {
        case row([String], urgency: String?)
        /// A line across all columns.
        case band(String, urgency: String?)
        /// Words under a row, wrapped.
        case note(String)
    }

    private static let gap = 2

    private let columns: [Column]
    private let colours: Colours
    private let width: Int?
    private var body: [Line] = []

    /// A table of these columns, in so many columns of a terminal; nil where nothing limits them.
    public init(_ columns: [Column], colours: Colours, width: Int? = nil) {
        (self.columns, self.colours, self.width) = (columns, colours, width)
    }

    /// A table of columns with these headings, the last of which is cut where space is short.
    public init(_ headings: [String], optional: Set<String> = [], colours: Colours, width: Int? = nil) {
        let last = headings.count - 1
        self.init(
            headings.enumerated().map {
                Column($0.element, shortest: $0.offset == last ? 12 : nil, isOptional: optional.contains($0.element))
            }, colours: colours, width: width)
    }

    /// Adds a row, coloured by an urgency where one is given.
    public mutating func add(_ cells: [String], urgency: String? = nil) {
        body.append(.row(cells.map(TerminalText.visible), urgency: urgency))
    }

    /// Adds a line across all columns: the rows below it belong together.
    public mutating func addBand(_ title: String, urgency: String? = nil) {
        body.append(.band(TerminalText.visible(title), urgency: urgency))
    }

    /// Adds words under the row before.
    public mutating func addNote(_ words: String) {
        body.append(.note(TerminalText.visible(words)))
    }

    /// Whether it has no row.
    public var isEmpty: Bool { body.isEmpty }

    /// Whether its rows need no more columns of the terminal than there are.
    public var fits: Bool {
        let widths = naturalWidths
        return width.map { total(widths) <= $0 } ?? true
    }

    /// Whether they would fit with the cells cut as far as they may be.
    public var fitsCut: Bool {
        guard let width else { return true }
        return total(widths(cutTo: width)) <= width
    }

    /// The lines, without trailing blanks.
    public var lines: [String] {
        let widths = width.map(widths(cutTo:)) ?? naturalWidths
        func aligned(_ cells: [String]) -> String {
            var line = ""
            for (column, width) in widths.enumerated() where width > 0 {
                line += TerminalText.fitted(cells[column], to: width) + String(repeating: " ", count: Self.gap)
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return width.map { TerminalText.cut(line, to: $0) } ?? line
        }
        return [colours.heading(aligned(columns.map(\.heading)))]
            + body.flatMap { line -> [String] in
                switch line {
                case .row(let cells, let urgency): [colours.urgency(urgency, aligned(cells))]
                case .band(let title, let urgency): [colours.urgency(urgency, colours.heading(title))]
                case .note(let words): TerminalText.wrapped("    " + words, to: width ?? .max, indent: 4)
                }
            }
    }

    /// How wide each column is; 0 for one that is left out.
    private var naturalWidths: [Int] {
        var widths = columns.map { $0.isOptional ? 0 : TerminalText.width($0.heading) }
        for case .row(let cells, _) in body {
            for (column, cell) in cells.enumerated() where !cell.isEmpty {
                widths[column] = max(
                    widths[column], TerminalText.width(cell), TerminalText.width(columns[column].heading))
            }
        }
        return widths
    }

    /// The widths with the widest of those that may be cut made narrower, until all fit or nothing more can be cut.
    private func widths(cutTo width: Int) -> [Int] {
        var widths = naturalWidths
        while total(widths) > width {
            let cuttable = columns.indices.filter { widths[$0] > max(1, columns[$0].shortest ?? .max) }
            guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }

    private func total(_ widths: [Int]) -> Int {
        let shown = widths.filter { $0 > 0 }
        return shown.reduce(0, +) + Self.gap * max(0, shown.count - 1)
    }
}
