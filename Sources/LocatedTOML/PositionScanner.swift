/// Finds the lines of the keys of a TOML text, which the parser does not tell.
///
/// The text has been accepted by the parser; on any other text the scanner still ends, with lines missing.
struct PositionScanner {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var depth = 0

    private init(_ text: String) { bytes = Array(text.utf8) }

    /// The positions of everything in a text; the file itself is on line 1.
    static func positions(in text: String) -> PositionTree {
        var scanner = PositionScanner(text)
        let root = PositionTree(line: 1)
        scanner.scanFile(into: root)
        return root
    }

    private mutating func scanFile(into root: PositionTree) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        var table = root
        while true {
            skipBlank(withNewlines: true)
            guard let byte = peek else { return }
            if byte == UInt8(ascii: "[") {
                table = scanHeader(in: root)
            } else {
                scanPair(in: table)
            }
            skipToEndOfLine()
        }
    }

    private mutating func scanHeader(in root: PositionTree) -> PositionTree {
        let start = line
        advance()
        let isArray = peek == UInt8(ascii: "[")
        if isArray { advance() }
        let keys = scanKeys()
        var table = root
        for key in keys.dropLast() { table = table.child(key, line: start).latest }
        guard let last = keys.last else { return table }
        table = table.child(last, line: start)
        return isArray ? table.appendElement(line: start) : table.latest
    }

    private mutating func scanPair(in table: PositionTree) {
        let start = line
        var place = table
        for key in scanKeys() { place = place.child(key, line: start) }
        guard peek == UInt8(ascii: "=") else { return }
        advance()
        scanValue(into: place)
    }

    /// The keys of a dotted key; it ends before whatever is no part of one.
    private mutating func scanKeys() -> [String] {
        var keys: [String] = []
        while true {
            skipBlank(withNewlines: false)
            guard let key = scanKey() else { return keys }
            keys.append(key)
            skipBlank(withNewlines: false)
            guard peek == UInt8(ascii: ".") else { return keys }
            advance()
        }
    }

    private mutating func scanKey() -> String? {
        guard let byte = peek else { return nil }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return scanString() }
        let start = index
        while let byte = peek, !PositionScanner.endsBareKey(byte) { advance() }
        return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
    }

    private static func endsBareKey(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "="), UInt8(ascii: "]"), UInt8(ascii: "["), UInt8(ascii: ","),
            UInt8(ascii: "}"), UInt8(ascii: "{"), UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0...32:
            true
        default: false
        }
    }

    private mutating func scanValue(into place: PositionTree) {
        skipBlank(withNewlines: false)
        // The parser allows 256 levels; deeper text was never accepted.
        guard depth < 256, let byte = peek else { return }
        depth += 1
        defer { depth -= 1 }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString()
        case UInt8(ascii: "["): scanArray(into: place)
        case UInt8(ascii: "{"): scanInlineTable(into: place)
        default: skipBareValue()
        }
    }

    private mutating func scanArray(into place: PositionTree) {
        advance()
        while true {
            skipBlank(withNewlines: true)
            guard let byte = peek else { return }
            if byte == UInt8(ascii: "]") { return advance() }
            if byte == UInt8(ascii: ",") {
                advance()
                continue
            }
            let before = index
            scanValue(into: place.appendElement(line: line))
            if index == before { return }
        }
    }

    private mutating func scanInlineTable(into place: PositionTree) {
        advance()
        while true {
            skipBlank(withNewlines: true)
            guard let byte = peek else { return }
            if byte == UInt8(ascii: "}") { return advance() }
            if byte == UInt8(ascii: ",") {
                advance()
                continue
            }
            let before = index
            scanPair(in: place)
            if index == before { return }
        }
    }

    private mutating func skipBareValue() {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "\n"): return
            default: advance()
            }
        }
    }

    private mutating func skipString() {
        guard let quote = peek else { return }
        guard bytes[index...].starts(with: [quote, quote, quote]) else {
            _ = scanString()
            return
        }
        for _ in 0..<3 { advance() }
        while let byte = peek {
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                advance()
                advance()
            } else if bytes[index...].starts(with: [quote, quote, quote]) {
                // Up to two quotes may belong to the text before the closing three.
                while peek == quote { advance() }
                return
            } else {
                advance()
            }
        }
    }

    /// The content of a string on one line.
    private mutating func scanString() -> String {
        guard let quote = peek else { return "" }
        advance()
        let start = index
        while let byte = peek, byte != quote, byte != UInt8(ascii: "\n") {
            advance()
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { advance() }
        }
        let content = bytes[start..<min(index, bytes.count)]
        advance()
        return quote == UInt8(ascii: "\"") ? EscapedText.decode(content) : String(decoding: content, as: UTF8.self)
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func advance() {
        guard index < bytes.count else { return }
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
    }

    private mutating func skipBlank(withNewlines: Bool) {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): advance()
            case UInt8(ascii: "\n") where withNewlines: advance()
            case UInt8(ascii: "#") where withNewlines: skipToEndOfLine()
            default: return
            }
        }
    }

    private mutating func skipToEndOfLine() {
        while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
    }
}
