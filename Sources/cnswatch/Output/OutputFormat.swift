import ArgumentParser
import ControlInterface
import Exports
import JSONText
import Terminal

/// How a result is written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    /// Aligned columns for people.
    case table
    /// One JSON document.
    case json
    /// One JSON object per line.
    case ndjson
    /// Comma-separated values with a header (RFC 4180).
    case csv

    /// A writer of a JSON document: indented for a person on a terminal, compact otherwise.
    static func writer() -> JSONWriter { JSONWriter(style: StandardOutput.isTerminal ? .pretty : .compact) }

    /// Writes one message as a JSON document.
    static func write(_ message: some JSONWritable) throws {
        var writer = writer()
        message.write(to: &writer)
        try StandardOutput.bytes(writer.takeBytes() + [UInt8(ascii: "\n")])
    }

    /// Writes a result: `document` as JSON, `lines` as NDJSON, `rows` below `columns` as CSV; `table` writes it for people.
    func render(
        _ document: some JSONWritable, lines: [some JSONWritable], columns: [String], rows: some Sequence<[String]>,
        table: () throws -> Void
    ) throws {
        switch self {
        case .table: try table()
        case .json: try Self.write(document)
        case .ndjson: try Self.writeLines(lines)
        case .csv: try CSVText.write(columns, rows)
        }
    }

    /// Writes a list: the document with the rows as JSON, the rows themselves as NDJSON and CSV.
    func render<Row: ColumnRow>(_ document: some JSONWritable, rows: [Row], table: () throws -> Void) throws {
        try render(document, lines: rows, columns: Row.columns, rows: rows.lazy.map(\.fields), table: table)
    }

    /// Writes one message: in CSV each value is a row of name and value.
    func render(_ message: some ControlMessage, table: () throws -> Void) throws {
        let rows = self == .csv ? try CSVText.members(of: message) : []
        try render(message, lines: [message], columns: ["name", "value"], rows: rows, table: table)
    }

    /// Writes messages as JSON objects, one per line.
    static func writeLines(_ messages: [some JSONWritable]) throws {
        var writer = JSONWriter()
        for message in messages {
            message.write(to: &writer)
            writer.appendSeparator(UInt8(ascii: "\n"))
        }
        try StandardOutput.bytes(writer.takeBytes())
    }
}

/// The format of a stream: it does not end as one document, so JSON comes only as one object per line.
enum StreamFormat: String, CaseIterable, ExpressibleByArgument {
    /// One line per change, for people.
    case table
    /// One JSON object per line.
    case ndjson
    /// Comma-separated values with a header (RFC 4180).
    case csv
}

/// Rows of comma-separated values on standard output; on a terminal, control characters are made visible.
enum CSVText {
    /// A row without its line end; fields are quoted if necessary.
    static func row(_ fields: [String]) -> String {
        StandardOutput.isTerminal
            ? CSVLine.text(fields, shown: { TerminalText.visible($0) }) : CSVLine.text(fields)
    }

    /// Writes rows below their column names.
    static func write(_ columns: [String], _ rows: some Sequence<[String]>) throws {
        try StandardOutput.line(row(columns))
        for fields in rows { try StandardOutput.line(row(fields)) }
    }

    /// The members of a message as rows of name and value; nested members have a path such as `roster.folder`.
    static func members(of message: some ControlMessage) throws -> [[String]] {
        var writer = JSONWriter()
        message.write(to: &writer)
        let value: JSONValue
        do {
            value = try JSONParser().parse(writer.takeBytes())
        } catch {
            throw Failure(.general, "the answer cannot be put into rows (\(error)); ask for -o json")
        }
        var rows: [[String]] = []
        add(value, at: "", to: &rows)
        return rows
    }

    private static func add(_ value: JSONValue, at path: String, to rows: inout [[String]]) {
        switch value {
        case .null: rows.append([path, ""])
        case .bool(let truth): rows.append([path, "\(truth)"])
        case .integer(let number): rows.append([path, "\(number)"])
        case .number(let number): rows.append([path, "\(number)"])
        case .string(let text): rows.append([path, text])
        case .array(let elements):
            // Elements count from 1, as rows do.
            for (index, element) in elements.enumerated() { add(element, at: "\(path)[\(index + 1)]", to: &rows) }
        case .object(let object):
            for (key, member) in object { add(member, at: path.isEmpty ? key : "\(path).\(key)", to: &rows) }
        }
    }
}
