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
        guard let node = BareValue.node(of: text) else {
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
}
