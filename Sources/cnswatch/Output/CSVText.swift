import ControlInterface
import JSONText
import StandardFormats
import Terminal

/// Rows of comma-separated values on standard output; on a terminal, control characters are shown.
enum CSVText {
    /// A row without its line end; fields are quoted where they must be.
    static func row(_ fields: [String]) -> String {
        StandardOutput.isTerminal
            ? CSVLine.text(fields, shown: { TerminalText.visible($0) }) : CSVLine.text(fields)
    }

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
}
