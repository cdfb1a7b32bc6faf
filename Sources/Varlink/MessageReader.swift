import JSONText

/// What calls and replies have in common on the wire.
enum MessageReader {
    static func members(of message: UnsafeRawBufferPointer) throws(ProtocolViolation) -> JSONObject {
        let value: JSONValue
        do {
            value = try JSONParser().parse(message)
        } catch {
            throw .malformedJSON(error)
        }
        guard let object = value.objectValue else { throw .notAnObject }
        return object
    }

    static func parameters(_ value: JSONValue) throws(ProtocolViolation) -> JSONObject {
        if value.isNull { return [:] }
        guard let object = value.objectValue else { throw .parametersNotAnObject }
        return object
    }

    static func flag(_ value: JSONValue) throws(ProtocolViolation) -> Bool {
        guard let flag = value.boolValue else { throw .flagNotBoolean }
        return flag
    }

    /// Lets a vendor's member pass: its name is a reverse domain, so it holds a dot.
    static func checkForeign(_ key: String) throws(ProtocolViolation) {
        guard key.utf8.contains(UInt8(ascii: ".")) else { throw .unknownMember }
    }
}
