import ControlInterface

/// The work-list as a table for other programs: a header, then one row per item.
///
/// The columns are always these, in this order, whatever the request; new ones are added at the end. Every row states
/// its day and protocol, since rows of several exports end up in one table.
public struct CSVExport: Sendable {
    /// The columns: those common to all rows, then the members of a row of the work-list but its place, which says nothing
    /// outside of the list.
    public static let columns =
        ["as_of", "protocol", "protocol_version", "pseudonym"] + members.map { snakeCase(DueRow.columns[$0]) }
    private static let members = DueRow.columns.indices.filter { DueRow.columns[$0] != "place" }

    private var isBegun = false

    /// A table with nothing written yet.
    public init() {}

    /// The text of a page's rows, with the header before those of the first page; lines end in CR LF.
    public mutating func text(of page: ExportPage) -> [UInt8] {
        var text: [UInt8] = []
        if !isBegun { CSVExport.add(CSVExport.columns, to: &text) }
        isBegun = true
        for row in page.rows { CSVExport.add(fields(of: row, page), to: &text) }
        return text
    }

    private static func add(_ fields: [String], to text: inout [UInt8]) {
        text += CSVLine.text(fields).utf8
        text += "\r\n".utf8
    }

    private func fields(of exported: ExportRow, _ page: ExportPage) -> [String] {
        let fields = exported.row.fields
        return [page.asOf, page.protocol.id, page.protocol.version, exported.pseudonym]
            + CSVExport.members.map { fields[$0] }
    }

    private static func snakeCase(_ name: String) -> String {
        name.map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined()
    }
}

/// A row of comma-separated values according to RFC 4180, safe to open in a spreadsheet.
///
/// A text that a spreadsheet would run as a formula is quoted and begins with an apostrophe, which spreadsheets take
/// as the mark of plain text. A negative number is not a formula. For the unchanged text, use JSON.
public enum CSVLine {
    /// A row without its line end; fields are quoted where necessary.
    ///
    /// - Parameter shown: converts a text before it is written, for example to make control characters visible. The
    ///   check for a formula comes before that.
    public static func text(_ fields: [String], shown: (String) -> String = { $0 }) -> String {
        fields.map { field($0, shown) }.joined(separator: ",")
    }

    private static func field(_ raw: String, _ shown: (String) -> String) -> String {
        let isFormula = raw.unicodeScalars.first.map(startsFormula) == true && !isBelowZero(raw)
        let text = shown(raw)
        let needsQuotes = text.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
        guard needsQuotes || isFormula else { return text }
        var quoted = isFormula ? "\"'" : "\""
        for character in text.unicodeScalars {
            if character == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }

    private static func isBelowZero(_ text: String) -> Bool {
        text.utf8.count > 1 && text.first == "-" && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether a spreadsheet may take a text that begins with this for a formula; in some languages the wide forms
    /// count too.
    private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}
