/// Rows under headings in aligned columns.
public struct TextTable {
    /// A column.
    public struct Column: Sendable {
        /// The treatment of cells wider than the available space.
        public enum Shortening: Sendable, Equatable {
            /// They are not shortened.
            case none
            /// They are cut, to at least this many terminal columns.
            case cut(Int)
            /// They continue in the next line, broken between words where possible.
            case wrapped
        }

        /// The column's heading.
        public let heading: String
        /// The treatment of its cells when space is short.
        public let shortening: Shortening
        /// Whether it is omitted if all its cells are empty.
        public let isOptional: Bool

        /// A column of a table.
        public init(_ heading: String, _ shortening: Shortening = .none, isOptional: Bool = false) {
            (self.heading, self.shortening, self.isOptional) = (heading, shortening, isOptional)
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

    /// A table of these columns, limited to a width in terminal columns; nil for no limit.
    public init(_ columns: [Column], colours: Colours, width: Int? = nil) {
        (self.columns, self.colours, self.width) = (columns, colours, width)
    }

    /// A table of columns with these headings, whose cells continue in the next line when space is short.
    public init(_ headings: [String], optional: Set<String> = [], colours: Colours, width: Int? = nil) {
        self.init(
            headings.map { Column($0, .wrapped, isOptional: optional.contains($0)) }, colours: colours, width: width)
    }

    /// Adds a row, coloured by its urgency if given.
    public mutating func add(_ cells: [String], urgency: String? = nil) {
        body.append(.row(cells.map(TerminalText.visible), urgency: urgency))
    }

    /// Adds a line across all columns as the title of the rows below it.
    public mutating func addBand(_ title: String, urgency: String? = nil) {
        body.append(.band(TerminalText.visible(title), urgency: urgency))
    }

    /// Adds words under the previous row.
    public mutating func addNote(_ words: String) {
        body.append(.note(TerminalText.visible(words)))
    }

    /// Whether it has no rows.
    public var isEmpty: Bool { body.isEmpty }

    /// Whether its rows fit into the width.
    public var fits: Bool {
        let widths = naturalWidths
        return width.map { total(widths) <= $0 } ?? true
    }

    /// Whether its rows fit with the cells cut as far as allowed.
    public var fitsCut: Bool {
        guard let width else { return true }
        return total(widths(cutTo: width)) <= width
    }

    /// The lines, without trailing blanks.
    public var lines: [String] {
        let widths = width.map(widths(cutTo:)) ?? naturalWidths
        return aligned(columns.map(\.heading), widths).map(colours.heading)
            + body.flatMap { line -> [String] in
                switch line {
                case .row(let cells, let urgency): aligned(cells, widths).map { colours.urgency(urgency, $0) }
                case .band(let title, let urgency): [colours.urgency(urgency, colours.heading(title))]
                case .note(let words): TerminalText.wrapped("    " + words, to: width ?? .max, indent: 4)
                }
            }
    }

    /// A row in as many lines as its cells need.
    private func aligned(_ cells: [String], _ widths: [Int]) -> [String] {
        let parts = cells.indices.map { column in
            columns[column].shortening == .wrapped && widths[column] > 0
                ? TerminalText.wrapped(cells[column], to: widths[column]) : [cells[column]]
        }
        return (0..<(parts.map(\.count).max() ?? 1)).map { number in
            var line = ""
            for (column, width) in widths.enumerated() where width > 0 {
                let part = number < parts[column].count ? parts[column][number] : ""
                line += TerminalText.fitted(part, to: width) + String(repeating: " ", count: Self.gap)
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return width.map { TerminalText.cut(line, to: $0) } ?? line
        }
    }

    /// The width of each column; 0 for an omitted one.
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

    /// The widths after narrowing the widest shortenable ones until all fit or no more is possible.
    private func widths(cutTo width: Int) -> [Int] {
        var widths = naturalWidths
        // Words are broken only if it does not fit otherwise.
        for breaksWords in [false, true] {
            let shortest = shortestWidths(breaksWords: breaksWords)
            while total(widths) > width {
                let wide = columns.indices.filter { widths[$0] > shortest[$0] }
                guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
                widths[widest] -= 1
            }
        }
        return widths
    }

    private func shortestWidths(breaksWords: Bool) -> [Int] {
        columns.indices.map { column in
            switch columns[column].shortening {
            case .none: .max
            case .cut(let shortest): max(1, shortest)
            case .wrapped:
                breaksWords ? 10 : ([columns[column].heading] + cells(column)).map(TextTable.longestWord).max() ?? 1
            }
        }
    }

    private func cells(_ column: Int) -> [String] {
        body.compactMap { if case .row(let cells, _) = $0 { cells[column] } else { nil } }
    }

    private static func longestWord(_ text: String) -> Int {
        text.split(separator: " ").map { TerminalText.width(String($0)) }.max() ?? 0
    }

    private func total(_ widths: [Int]) -> Int {
        let shown = widths.filter { $0 > 0 }
        return shown.reduce(0, +) + Self.gap * max(0, shown.count - 1)
    }
}
