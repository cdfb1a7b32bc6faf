/// The structure of a document: values, arrays and objects, by recursive descent.
struct DocumentReader {
    var cursor: ByteCursor
    var depthLeft: Int

    /// Members up to which a duplicate key is looked for by walking; beyond, a set keeps hostile objects linear.
    private static let walkingLimit = 12

    mutating func readDocument() throws(JSONParseError) -> JSONValue {
        cursor.skipWhiteSpace()
        guard !cursor.isAtEnd else { throw JSONParseError(.empty, at: cursor.offset) }
        let value = try readValue()
        cursor.skipWhiteSpace()
        guard cursor.isAtEnd else { throw cursor.fault(.trailingBytes) }
        return value
    }

    private mutating func readValue() throws(JSONParseError) -> JSONValue {
        guard let byte = cursor.current else { throw cursor.fault(.expectedValue) }
        return switch byte {
        case UInt8(ascii: "\""): .string(try StringReader.read(&cursor))
        case UInt8(ascii: "{"): .object(try readObject())
        case UInt8(ascii: "["): .array(try readArray())
        case UInt8(ascii: "t"): try readLiteral("true", .bool(true))
        case UInt8(ascii: "f"): try readLiteral("false", .bool(false))
        case UInt8(ascii: "n"): try readLiteral("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try NumberReader.read(&cursor)
        default: throw cursor.fault(.expectedValue)
        }
    }

    private mutating func readLiteral(_ name: StaticString, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
        let start = cursor.offset
        for place in 0..<name.utf8CodeUnitCount where !cursor.take(name.utf8Start[place]) {
            throw cursor.isAtEnd ? cursor.fault(.expectedValue) : JSONParseError(.expectedValue, at: start)
        }
        return value
    }

    private mutating func descend() throws(JSONParseError) {
        guard depthLeft > 0 else { throw cursor.fault(.tooDeep) }
        depthLeft -= 1
        cursor.offset += 1
        cursor.skipWhiteSpace()
    }

    private mutating func readArray() throws(JSONParseError) -> [JSONValue] {
        try descend()
        defer { depthLeft += 1 }
        var elements: [JSONValue] = []
        if cursor.take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try readValue())
            cursor.skipWhiteSpace()
            if cursor.take(UInt8(ascii: "]")) { return elements }
            guard cursor.take(UInt8(ascii: ",")) else { throw cursor.fault(.expectedCommaOrBracket) }
            cursor.skipWhiteSpace()
        }
    }

    private mutating func readObject() throws(JSONParseError) -> JSONObject {
        try descend()
        defer { depthLeft += 1 }
        var members: [JSONObject.Element] = []
        var seen: Set<String> = []
        if cursor.take(UInt8(ascii: "}")) { return JSONObject() }
        while true {
            let start = cursor.offset
            guard cursor.current == UInt8(ascii: "\"") else { throw cursor.fault(.expectedKey) }
            let key = try StringReader.read(&cursor)
            guard isNew(key, among: members, &seen) else { throw JSONParseError(.duplicateKey, at: start) }
            cursor.skipWhiteSpace()
            guard cursor.take(UInt8(ascii: ":")) else { throw cursor.fault(.expectedColon) }
            cursor.skipWhiteSpace()
            members.append((key, try readValue()))
            cursor.skipWhiteSpace()
            if cursor.take(UInt8(ascii: "}")) { return JSONObject(distinct: members) }
            guard cursor.take(UInt8(ascii: ",")) else { throw cursor.fault(.expectedCommaOrBrace) }
            cursor.skipWhiteSpace()
        }
    }

    private func isNew(_ key: String, among members: [JSONObject.Element], _ seen: inout Set<String>) -> Bool {
        guard members.count >= Self.walkingLimit else { return !members.contains { $0.key == key } }
        if seen.isEmpty { seen = Set(members.lazy.map(\.key)) }
        return seen.insert(key).inserted
    }
}
