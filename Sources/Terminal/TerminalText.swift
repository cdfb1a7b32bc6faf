import Glibc
import SafeText

/// Text for a terminal: made visible, measured, cut and wrapped.
public enum TerminalText {
    /// The text with control characters shown as escapes: a name must not move a cursor.
    public static func visible(_ text: String) -> String { SafeText.visible(text) }

    /// The width of a text in terminal columns: two for wide characters, none for combining ones.
    public static func width(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.reduce(0) { $0 + width($1) }
    }

    /// The text if it fits into the columns, and otherwise as much of it as leaves room for an ellipsis.
    public static func cut(_ text: String, to columns: Int) -> String {
        if width(text) <= columns { return text }
        return columns < 1 ? "" : prefix(of: text, columns - 1) + "…"
    }

    /// The text in exactly this many columns: cut, or padded with blanks.
    public static func fitted(_ text: String, to columns: Int) -> String {
        let cut = cut(text, to: columns)
        return cut + String(repeating: " ", count: max(0, columns - width(cut)))
    }

    /// The text in lines of this width, broken between words where possible; every line but the first is indented.
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
            // A word longer than a line is broken at the line's end, or after a hyphen before that.
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

    /// The last hyphen between parts of a word; those of a date do not count.
    private static func lastHyphen(in text: Substring) -> String.Index? {
        text.indices.last { $0 > text.startIndex && text[$0] == "-" && text[text.index(before: $0)].isLetter }
    }

    /// As many characters from the start as fit into the columns.
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
        // The blocks that Unicode's East Asian Width calls wide, and characters shown as an emoji by default.
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
            return 2
        default: return scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }
}

/// The columns and lines available for text.
public struct TerminalSize: Equatable, Sendable {
    /// Columns, at least 1.
    public var columns: Int
    /// Lines, at least 1.
    public var lines: Int

    /// A size; values below 1 become 1.
    public init(columns: Int, lines: Int) {
        (self.columns, self.lines) = (max(1, columns), max(1, lines))
    }

    /// The size of the terminal on standard output; nil if that is not a terminal. A terminal that does not know its
    /// own size counts as 100 columns and 24 lines.
    public static var ofStandardOutput: TerminalSize? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return TerminalSize(columns: 100, lines: 24)
        }
        return TerminalSize(columns: Int(size.ws_col), lines: Int(size.ws_row))
    }
}
