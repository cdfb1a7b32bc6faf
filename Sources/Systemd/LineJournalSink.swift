internal import Glibc

/// Writes each record as one line of text: level, message, and the fields as NAME=value.
///
/// Each line is one write(2), with no buffer that a killed process would lose. Whatever would break the line, or steer
/// the terminal, is escaped as in Swift source. A line the descriptor does not take is dropped.
public struct LineJournalSink: JournalSink {
    private let descriptor: Int32
    private let marksLevel: Bool

    /// Writes to a descriptor, which stays the caller's; 2, standard error, unless another is given. With `marksLevel` each
    /// line begins with its level in the form that the service manager reads, as in `<2>`.
    public init(descriptor: Int32 = 2, marksLevel: Bool = false) {
        self.descriptor = descriptor
        self.marksLevel = marksLevel
    }

    /// Writes the record's line.
    public func write(_ record: JournalRecord) {
        var rest = Array(((marksLevel ? "<\(record.priority.rawValue)>" : "") + Self.line(record)).utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count == 0 || errno != EINTR {
                return
            }
        }
    }

    /// The line, with its line feed.
    static func line(_ record: JournalRecord) -> String {
        var words = [record.priority.name, escaped(record.message, quotes: false)]
        words += record.fields.map { field in
            let text = escaped(field.value, quotes: true)
            // A value that is one plain word reads better bare.
            let isPlain = !text.isEmpty && !text.utf8.contains { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "\\") }
            return isPlain ? "\(field.name)=\(text)" : "\(field.name)=\"\(text)\""
        }
        return words.joined(separator: " ") + "\n"
    }

    /// Control characters and backslashes escaped; quotation marks too where the text may come to stand between them.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            case "\\": line += "\\\\"
            case "\"" where quotes: line += "\\\""
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator:
                    line += "\\u{\(String(scalar.value, radix: 16))}"
                default: line.unicodeScalars.append(scalar)
                }
            }
        }
        return line
    }
}
