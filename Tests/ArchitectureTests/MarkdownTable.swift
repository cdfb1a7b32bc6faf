/// The tables of a Markdown text, by the headings they stand under.
struct MarkdownTable {
    /// A row, cell by cell.
    struct Row {
        /// The heading the table stands under, without its marks.
        let heading: String
        /// The cells, without blanks around them.
        let cells: [String]

        /// What stands between backticks in any cell.
        var allCode: [String] { cells.indices.flatMap { code($0) } }

        /// What stands between backticks in a cell.
        func code(_ cell: Int) -> [String] {
            cells.indices.contains(cell) ? cells[cell].matches(of: /`([^`]+)`/).map { String($0.1) } : []
        }
    }

    /// All rows below the headings of the tables.
    let rows: [Row]

    init(_ text: String) {
        var rows: [Row] = []
        var heading = ""
        var isBody = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("#") {
                heading = String(line.drop { $0 == "#" || $0 == " " })
                isBody = false
            } else if !line.hasPrefix("|") {
                isBody = false
            } else if line.allSatisfy({ "|-: ".contains($0) }) {
                isBody = true
            } else if isBody {
                let cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false).dropLast()
                rows.append(Row(heading: heading, cells: cells.map { $0.trimmed }))
            }
        }
        self.rows = rows
    }

    /// The rows under a heading.
    func rows(under heading: String) -> [Row] { rows.filter { $0.heading == heading } }
}

extension Substring {
    /// The text without blanks around it.
    fileprivate var trimmed: String {
        let start = drop { $0 == " " }
        return String(start.prefix(start.count - start.reversed().prefix { $0 == " " }.count))
    }
}
