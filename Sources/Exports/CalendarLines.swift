import CivilCalendar

/// Lines of an iCalendar file (RFC 5545): folded at 75 octets, ended by CR LF.
struct CalendarLines {
    /// The longest line in octets, without its end.
    private static let lineLimit = 75

    private(set) var bytes: [UInt8] = []

    /// Adds a line whose value is not free text.
    mutating func add(_ name: StaticString, _ value: String) {
        var line = Array("\(name):".utf8)
        line += value.utf8
        fold(line)
    }

    /// Adds a line of free text; characters that would end the line or the value are escaped, other control
    /// characters become spaces.
    mutating func add(_ name: StaticString, text: String) { add(name, CalendarLines.escaped(text)) }

    /// Free text as a value.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                escaped += "\\"
                escaped.unicodeScalars.append(scalar)
            case "\n": escaped += "\\n"
            case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}": escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Adds finished lines.
    mutating func add(_ lines: CalendarLines) { bytes += lines.bytes }

    /// Returns the text so far and empties the buffer.
    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// Folds a line, never within a character.
    private mutating func fold(_ line: [UInt8]) {
        var rest = line[...]
        var room = CalendarLines.lineLimit
        while rest.count > room {
            var cut = rest.startIndex + room
            while line[cut] & 0xC0 == 0x80 { cut -= 1 }
            bytes += rest[..<cut]
            bytes += "\r\n ".utf8
            rest = rest[cut...]
            // The blank that continues a line counts as one of its octets.
            room = CalendarLines.lineLimit - 1
        }
        bytes += rest
        bytes += "\r\n".utf8
    }
}

/// A day as iCalendar writes it: eight digits.
enum FeedDay {
    static func text(_ day: CivilDate) -> String { day.description.replacing("-", with: "") }

    static func day(_ digits: Substring) -> CivilDate? {
        guard digits.utf8.count == 8, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return CivilDate("\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
    }
}
