/// What rows of one of a site's files become: patients, or events of one kind.
struct RowMapping<Column: RosterColumn>: Hashable, Sendable {
    /// A condition on a column of the site's file: that it has one of these texts.
    struct Condition: Hashable, Sendable {
        let column: String
        let texts: [String]
        let line: Int
    }

    /// The file's name.
    var file: String
    /// What stands between its fields.
    var delimiter: UInt8
    /// The forms of its dates.
    var dates: [DatePattern]
    /// What a row must say to be meant.
    var conditions: [Condition]
    /// A column that must not be empty; nil where every row is meant.
    var filled: Condition?
    /// Where each column of the roster comes from.
    var fields: [Column: FieldMapping]
    /// The line of the mapping on which it begins.
    var line: Int

    /// The columns of the site's file that are read, with the line of the mapping that names each.
    var columns: [(name: String, line: Int)] {
        let read = Column.allCases.compactMap { column in
            fields[column].flatMap { field in field.column.map { ($0, field.line) } }
        }
        return read + (conditions + [filled].compactMap(\.self)).map { ($0.column, $0.line) }
    }
}
