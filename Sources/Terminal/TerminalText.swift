import Glibc
import SafeText

/// Text on its way to a terminal: what it shows, and how wide it is there.
public enum TerminalText {
    /// The text with control characters shown as escapes: a name must not move a cursor.
    public static func visible(_ text: String) -> String { SafeText.visible(text) }

    /// How many columns of a terminal a text takes: two for wide characters, none for combining ones.
    public static func width(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.reduce(0) { $0 + width($1) }
    }

    /// The text where it fits into so many columns, and otherwise as much of it as leaves room for an ellipsis.
    public static func cut(_ text: String, to columns: Int) -> String {
        if width(text) <= columns { return text }
        return columns < 1 ? "" : prefix(of: text, columns - 1) + "…"
    }

    /// The text in exactly so many columns: cut, or filled up with blanks.
    public static func fitted(_ text: String, to columns: Int) -> String {
        let cut = cut(text, to: columns)
        return cut + String(repeating: " ", count: max(0, columns - width(cut)))
    }

    /// The text in lines of so many columns, broken between words where it can be; every line but the first is indented.
    public static func wrapped(_ text: String, to columns: Int, indent: Int = 0) -> [String] {
        if width(text) <= columns { return [text] }
        let indentation = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = String(text.prefix { $0 == " " })
        for word in text.split(separator: " ") {
            var word = String(word)
            let isEmpty = line.allSatisfy { $0 == " " }
            if !isEmpty, width(line) + 1 + width(word) > columns {
                lines.append(line)
                line = indentation
            } else if !isEmpty {
                line += " "
            }
            // A word that is longer than a line is broken where the line ends, or after a hyphen before that.
            while width(line) + width(word) > columns, columns > indent + 1 {
                var head = prefix(of: word, columns - width(line))
                if head.isEmpty { break }
                if let hyphen = lastHyphen(in: head.dropLast()) { head = String(head[...hyphen]) }
                lines.append(line + head)
                word.removeFirst(head.count)
                line = indentation
            }
            line += word
        }
        return lines + [line]
    }

    /// The last hyphen between parts of a word; those of a date are none.
    private static func lastHyphen(in text: Substring) -> String.Index? {
        text.indices.last { $0 > text.startIndex && text[$0] == "-" && text[text.index(before: $0)].isLetter }
    }

    /// As many characters from the start as fit into so many columns.
    private static func prefix(of text: String, _ columns: Int) -> String {
        var taken = 0
        return String(
            text.prefix { character in
                taken += width(character)
                return taken <= columns
            })
    }

    private static func width(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        // The blocks that Unicode's East Asian Width calls wide, and what shows as an emoji by itself.
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
            return 2
        default: return scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }
}

/// How many columns and lines there are to write on.
public struct TerminalSize: Equatable, Sendable {
    /// Columns, at least 1.
    public var columns: Int
    /// Lines, at least 1.
    public var lines: Int

    /// A size; what is less than 1 becomes 1.
    public init(columns: Int, lines: Int) {
        (self.columns, self.lines) = (max(1, columns), max(1, lines))
    }

    /// The size of the terminal that standard output is; nil where it is none. A terminal that does not know its own size
    /// has 100 columns and 24 lines.
    public static var ofStandardOutput: TerminalSize? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return TerminalSize(columns: 100, lines: 24)
        }
        return TerminalSize(columns: Int(size.ws_col), lines: Int(size.ws_row))
    }
}
