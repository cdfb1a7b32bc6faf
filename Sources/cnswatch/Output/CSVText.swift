import ControlInterface
import JSONText
import Terminal

/// Comma-separated values as RFC 4180 has them, safe to open in a spreadsheet.
///
/// A text that a spreadsheet would run as a formula is quoted and begins with an apostrophe, by which spreadsheets know
/// plain text. Who wants the text as it is asks for JSON.
enum CSVText {
    /// A row without its line end; fields are quoted where they must be.
    static func row(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }

    /// The members of a message as rows of name and value; what stands inside others has a path such as `roster.folder`.
    static func members(of message: some ControlMessage) throws -> [String] {
        var writer = JSONWriter()
        message.write(to: &writer)
        let value: JSONValue
        do {
            value = try JSONParser().parse(writer.takeBytes())
        } catch {
            throw Failure(.general, "the answer cannot be put into rows (\(error)); ask for -o json")
        }
        var rows = [row(["name", "value"])]
        add(value, at: "", to: &rows)
        return rows
    }

    private static func add(_ value: JSONValue, at path: String, to rows: inout [String]) {
        switch value {
        case .null: rows.append(row([path, ""]))
        case .bool(let truth): rows.append(row([path, "\(truth)"]))
        case .integer(let number): rows.append(row([path, "\(number)"]))
        case .number(let number): rows.append(row([path, "\(number)"]))
        case .string(let text): rows.append(row([path, text]))
        case .array(let elements):
            // Elements count from 1, as rows do.
            for (index, element) in elements.enumerated() { add(element, at: "\(path)[\(index + 1)]", to: &rows) }
        case .object(let object):
            for (key, member) in object { add(member, at: path.isEmpty ? key : "\(path).\(key)", to: &rows) }
        }
    }

    private static func field(_ raw: String) -> String {
        let isFormula = raw.unicodeScalars.first.map(startsFormula) ?? false
        let text = StandardOutput.isTerminal ? TerminalText.visible(raw) : raw
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

    /// Whether a spreadsheet may take a text that begins so for a formula; in some languages the wide forms count too.
    private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}
