import ControlInterface

/// The work-list as a table for other programs: a header, then a row an item.
///
/// The columns are these, in this order, whatever is asked for; new ones come behind the last. Every row says of which day
/// and by which protocol it is, since rows of several exports end up in one table.
public struct CSVExport: Sendable {
    /// The columns: what holds for all rows, then the members of a row of the work-list.
    public static let columns =
        ["as_of", "protocol", "protocol_version", "pseudonym"] + DueRow.columns.map(snakeCase)

    private var isBegun = false

    /// A table of which nothing is written yet.
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
        [page.asOf, page.protocol.id, page.protocol.version, exported.pseudonym] + exported.row.fields
    }

    private static func snakeCase(_ name: String) -> String {
        name.map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined()
    }
}

/// A row of comma-separated values as RFC 4180 has them, safe to open in a spreadsheet.
///
/// A text that a spreadsheet would run as a formula is quoted and begins with an apostrophe, by which spreadsheets know
/// plain text. A number below zero is no formula. Who wants the text as it is asks for JSON.
public enum CSVLine {
    /// A row without its line end; fields are quoted where they must be.
    ///
    /// - Parameter shown: what becomes of a text before it is written, such as its control characters made visible. Whether
    ///   it is a formula is judged before that.
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

    /// Whether a spreadsheet may take a text that begins so for a formula; in some languages the wide forms count too.
    private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}
