/// Finds the lines of the keys of a TOML text, and refuses text whose structure is not that of TOML.
///
/// TOMLKit tells no positions, hence the lines. And its parser ends the whole process on some slips of the pen, such as
/// `[#` or `[1, }` (assertions that stay on in release builds), hence the refusals: whatever passes here has its tables,
/// keys and values where the parser expects them. What a value means, and whether a key stands twice, is the parser's.
struct StructureScanner {
    private var cursor: TextCursor
    private var depth = 0

    private init(_ text: String) { cursor = TextCursor(text) }

    /// The positions of everything in a text; the file itself is on line 1.
    static func positions(in text: String) throws(TOMLParser.Failure) -> PositionTree {
        var scanner = StructureScanner(text)
        let root = PositionTree(line: 1)
        try scanner.scanFile(into: root)
        return root
    }

    private mutating func scanFile(into root: PositionTree) throws(TOMLParser.Failure) {
        var table = root
        while true {
            cursor.skipBlank(withNewlines: true)
            guard let byte = cursor.peek else { return }
            if byte == UInt8(ascii: "[") {
                table = try scanHeader(in: root)
            } else {
                try scanPair(in: table)
            }
            cursor.skipBlank(withNewlines: false)
            guard cursor.isAtEndOfLine else { throw cursor.failure("the line goes on after what is complete") }
            cursor.skipToEndOfLine()
        }
    }

    private mutating func scanHeader(in root: PositionTree) throws(TOMLParser.Failure) -> PositionTree {
        let line = cursor.line
        cursor.advance()
        let isArray = cursor.takes(UInt8(ascii: "["))
        let keys = try scanKeys()
        guard cursor.takes(UInt8(ascii: "]")), !isArray || cursor.takes(UInt8(ascii: "]")) else {
            throw cursor.failure("the name of the table is not closed by \(isArray ? "]]" : "]")")
        }
        var table = root
        for key in keys.dropLast() { table = table.child(key, line: line).latest }
        guard let last = keys.last else { return table }
        table = table.child(last, line: line)
        return isArray ? table.appendElement(line: line) : table.latest
    }

    private mutating func scanPair(in table: PositionTree) throws(TOMLParser.Failure) {
        let line = cursor.line
        var place = table
        for key in try scanKeys() { place = place.child(key, line: line) }
        guard cursor.takes(UInt8(ascii: "=")) else { throw cursor.failure("= is expected after the key") }
        cursor.skipBlank(withNewlines: false)
        try scanValue(into: place)
    }

    /// The keys of a dotted key, at least one, and the blanks after it.
    private mutating func scanKeys() throws(TOMLParser.Failure) -> [String] {
        var keys: [String] = []
        repeat {
            cursor.skipBlank(withNewlines: false)
            keys.append(try scanKey())
            cursor.skipBlank(withNewlines: false)
        } while cursor.takes(UInt8(ascii: "."))
        guard keys.count < TOMLParser.depthLimit else { throw cursor.failure(.tooDeep(limit: TOMLParser.depthLimit)) }
        return keys
    }

    private mutating func scanKey() throws(TOMLParser.Failure) -> String {
        guard let byte = cursor.peek else { throw cursor.failure("a key is expected") }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            let content = try scanString()
            return byte == UInt8(ascii: "\"")
                ? EscapedText.decode(content) : String(decoding: content, as: UTF8.self)
        }
        let start = cursor.index
        while let byte = cursor.peek, TOMLPath.isBare(byte) { cursor.advance() }
        guard cursor.index > start else { throw cursor.failure("a key is expected") }
        return String(decoding: cursor.bytes[start..<cursor.index], as: UTF8.self)
    }

    private mutating func scanValue(into place: PositionTree) throws(TOMLParser.Failure) {
        guard depth < TOMLParser.depthLimit else { throw cursor.failure(.tooDeep(limit: TOMLParser.depthLimit)) }
        depth += 1
        defer { depth -= 1 }
        switch cursor.peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): try skipString()
        case UInt8(ascii: "["): try scanArray(into: place)
        case UInt8(ascii: "{"): try scanInlineTable(into: place)
        default: try skipBareValue()
        }
    }

    private mutating func scanArray(into place: PositionTree) throws(TOMLParser.Failure) {
        let start = cursor
        cursor.advance()
        cursor.skipBlank(withNewlines: true)
        while !cursor.takes(UInt8(ascii: "]")) {
            guard cursor.peek != nil else { throw start.failure("the array is not closed by ]") }
            try scanValue(into: place.appendElement(line: cursor.line))
            cursor.skipBlank(withNewlines: true)
            if cursor.takes(UInt8(ascii: ",")) {
                cursor.skipBlank(withNewlines: true)
            } else if cursor.peek != UInt8(ascii: "]") {
                throw cursor.peek == nil
                    ? start.failure("the array is not closed by ]")
                    : cursor.failure("a comma or ] is expected in the array")
            }
        }
    }

    private mutating func scanInlineTable(into place: PositionTree) throws(TOMLParser.Failure) {
        cursor.advance()
        cursor.skipBlank(withNewlines: false)
        if cursor.takes(UInt8(ascii: "}")) { return }
        while true {
            try scanPair(in: place)
            cursor.skipBlank(withNewlines: false)
            if cursor.takes(UInt8(ascii: "}")) { return }
            guard cursor.takes(UInt8(ascii: ",")) else {
                throw cursor.failure("a comma or } is expected, on the line of the {")
            }
        }
    }

    private mutating func skipBareValue() throws(TOMLParser.Failure) {
        let start = cursor
        while let byte = cursor.peek, !StructureScanner.endsBareValue(byte) { cursor.advance() }
        var value = cursor.bytes[start.index..<cursor.index]
        while let last = value.last, TextCursor.isBlank(last) || last == UInt8(ascii: "\r") { value = value.dropLast() }
        guard !value.isEmpty else { throw start.failure("a value is expected") }
        guard BareValue.isWellFormed(value) else {
            throw start.failure("\(Excerpt(String(decoding: value, as: UTF8.self))) without quotes is no value")
        }
    }

    private static func endsBareValue(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "\n"): true
        default: false
        }
    }

    // MARK: Strings

    private mutating func skipString() throws(TOMLParser.Failure) {
        guard let quote = cursor.peek, cursor.startsThree(quote) else {
            _ = try scanString()
            return
        }
        let start = cursor
        cursor.advance(by: 3)
        while !cursor.startsThree(quote) {
            guard let byte = cursor.peek else { throw start.failure("the string is not closed by three quotes") }
            cursor.advance(by: byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1)
        }
        cursor.advance(by: 3)
        // Up to two quotes may belong to the text before the closing three.
        if cursor.takes(quote) { _ = cursor.takes(quote) }
    }

    /// The content of a string on one line, its escapes as they are.
    private mutating func scanString() throws(TOMLParser.Failure) -> ArraySlice<UInt8> {
        let start = cursor
        let quote = cursor.peek
        cursor.advance()
        while let byte = cursor.peek, byte != quote, byte != UInt8(ascii: "\n") {
            cursor.advance()
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), cursor.peek != UInt8(ascii: "\n") {
                cursor.advance()
            }
        }
        guard cursor.peek == quote, quote != nil else { throw start.failure("the string is not closed on its line") }
        let content = cursor.bytes[start.index + 1..<cursor.index]
        cursor.advance()
        return content
    }
}
