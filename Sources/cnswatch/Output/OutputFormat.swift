import ArgumentParser
import ControlInterface
import JSONText

/// How a result is written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    /// Aligned columns for people.
    case table
    /// One JSON document.
    case json
    /// One JSON object a line.
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

    /// Writes messages as JSON objects, one a line.
    static func writeLines(_ messages: [some JSONWritable]) throws {
        var writer = JSONWriter()
        for message in messages {
            message.write(to: &writer)
            writer.appendSeparator(UInt8(ascii: "\n"))
        }
        try StandardOutput.bytes(writer.takeBytes())
    }
}
