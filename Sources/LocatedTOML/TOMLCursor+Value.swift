import CivilCalendar

/// Values: strings, numbers, booleans, dates, arrays and inline tables.
extension TOMLCursor {
    /// Reads a value, noting the lines of what it holds.
    mutating func readValue(at place: PositionTree, depth: Int) throws(TOMLSyntaxError) -> TOMLNode {
        guard depth < TOMLReader.depthLimit else { throw error("too deep", isDepth: true) }
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try readString(allowsLines: true))
        case UInt8(ascii: "["): return try readArray(at: place, depth: depth)
        case UInt8(ascii: "{"): return try readInlineTable(at: place, depth: depth)
        default: return try readScalar()
        }
    }

    private mutating func readArray(at place: PositionTree, depth: Int) throws(TOMLSyntaxError) -> TOMLNode {
        advance()
        var elements: [TOMLNode] = []
        while true {
            skipBlankLines()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            elements.append(try readValue(at: place.appendElement(line: line), depth: depth + 1))
            skipBlankLines()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw error("the array is not closed, or a comma is missing") }
            return .array(elements)
        }
    }

    private mutating func readInlineTable(at place: PositionTree, depth: Int) throws(TOMLSyntaxError) -> TOMLNode {
        advance()
        var table = TOMLNode.table([:])
        skipBlanks()
        if take(UInt8(ascii: "}")) { return table }
        while true {
            let path = try readPath()
            try expect(UInt8(ascii: "="), "there is no = after the key")
            var at = place
            for key in path { at = at.child(key, line: line) }
            let value = try readValue(at: at, depth: depth + path.count)
            if let reason = TOMLTree.insert(value, at: path, into: &table) { throw error(reason) }
            skipBlanks()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw error("the table is not closed, or a comma is missing") }
            return table
        }
    }

    private mutating func readScalar() throws(TOMLSyntaxError) -> TOMLNode {
        let start = self
        var word = readWord()
        // A date and a time may stand with a blank between them.
        if word.count == 10, peek == UInt8(ascii: " "), offset + 1 < bytes.count,
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[offset + 1],
            CivilDate(String(decoding: word, as: UTF8.self)) != nil
        {
            advance()
            word += [UInt8(ascii: "T")] + readWord()
        }
        let text = String(decoding: word, as: UTF8.self)
        guard let node = TOMLCursor.scalar(text) else {
            throw start.error(word.isEmpty ? "there is no value" : "the value is nothing that TOML knows")
        }
        return node
    }

    private mutating func readWord() -> [UInt8] {
        var word: [UInt8] = []
        let ends: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#")]
        while let byte = peek, byte > 0x20, !ends.contains(byte) {
            word.append(byte)
            advance()
        }
        return word
    }

    private static func scalar(_ text: String) -> TOMLNode? {
        switch text {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return Double(text).map { .float($0) }
        default: break
        }
        if let integer = integer(text) { return .integer(integer) }
        if let float = float(text) { return .float(float) }
        guard let first = text.utf8.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= first else { return nil }
        let allowed = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-:.TtZz+".utf8.contains(byte)
        }
        guard allowed else { return nil }
        if text.utf8.count == 10, let date = CivilDate(text) { return .date(date) }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        if parts.count >= 2, CivilDate(String(text.prefix(10))) != nil, text.utf8.count > 15 { return .dateTime }
        if parts.count == 3, parts[0].count == 2, parts[1].count == 2, parts[2].count >= 2 { return .time }
        return nil
    }

    private static func integer(_ text: String) -> Int? {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            let digits = text.dropFirst(2)
            return isUnderscoredWell(digits.utf8) && digits.utf8.first != UInt8(ascii: "+")
                ? Int(digits.filter { $0 != "_" }, radix: radix) : nil
        }
        let digits = text.first == "+" || text.first == "-" ? text.dropFirst() : text[...]
        guard isUnderscoredWell(digits.utf8), digits.utf8.count == 1 || digits.utf8.first != UInt8(ascii: "0"),
            digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "_") })
        else { return nil }
        return Int(text.filter { $0 != "_" })
    }

    private static func float(_ text: String) -> Double? {
        let isPlain = text.utf8.allSatisfy { byte in
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "+-._eE".utf8.contains(byte)
        }
        let digits = text.first == "+" || text.first == "-" ? text.dropFirst() : text[...]
        guard isPlain, isUnderscoredWell(digits.utf8), digits.utf8.contains(where: { ".eE".utf8.contains($0) }),
            let first = digits.utf8.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= first,
            digits.utf8.last != UInt8(ascii: ".")
        else { return nil }
        return Double(text.filter { $0 != "_" })
    }

    private static func isUnderscoredWell(_ digits: Substring.UTF8View) -> Bool {
        guard let first = digits.first, let last = digits.last else { return false }
        let underscore = UInt8(ascii: "_")
        return first != underscore && last != underscore
            && !zip(digits, digits.dropFirst()).contains { $0 == underscore && $1 == underscore }
    }
}
