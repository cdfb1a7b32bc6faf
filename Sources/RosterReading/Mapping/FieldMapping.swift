/// Where a column of the roster comes from in a site's file.
enum FieldMapping: Hashable, Sendable {
    /// Nowhere: the column is empty.
    case none
    /// The same text for every row.
    case constant(String, line: Int)
    /// A column of the site's file, as it stands.
    case column(String, line: Int)
    /// A column of the site's file, whose every text is translated by a list.
    case values(column: String, [String: String], line: Int)

    /// The column of the site's file; nil where none is read.
    var column: String? {
        switch self {
        case .none, .constant: nil
        case .column(let name, _), .values(let name, _, _): name
        }
    }

    /// The line of the mapping that says so; 0 where none does.
    var line: Int {
        switch self {
        case .none: 0
        case .constant(_, let line), .column(_, let line), .values(_, _, let line): line
        }
    }

    /// Every text that it can give; nil where that depends on the file.
    var texts: [String]? {
        switch self {
        case .none: [""]
        case .constant(let text, _): [text]
        case .column: nil
        case .values(_, let values, _): Set(values.values).sorted()
        }
    }
}
