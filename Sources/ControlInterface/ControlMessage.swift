import JSONText

/// A message of the control interface: a JSON object whose keys are the names in the interface's description.
public protocol ControlMessage: JSONWritable, Hashable, Sendable {
    /// Reads the message; members it does not know are passed over, so that a newer service can be read.
    init(json: JSONObject) throws(MessageError)
    /// Writes the members of the message, without the braces.
    func writeMembers(to writer: inout JSONWriter)
}

extension ControlMessage {
    /// Writes the message as a JSON object.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
    }
}

/// A row of a list: what it is made of as columns of text.
public protocol ColumnRow: JSONWritable {
    /// The names of the columns.
    static var columns: [String] { get }
    /// The text of each column: empty for what is absent, the values of a list one behind the other.
    var fields: [String] { get }
}

/// A message that is not as the interface describes it: the other side speaks another version.
public struct MessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The member at fault.
    public let member: String
    /// What it should be.
    public let expected: String

    /// What is wrong and what to do, without the message's content.
    public var description: String {
        "the answer's member \(member) is not \(expected); the command and the service are of different versions: "
            + "install the same one of both"
    }
}

/// Typed access to the members of a JSON object. An absent member and a null one are the same.
struct MessageMembers {
    private let json: JSONObject

    init(_ json: JSONObject) { self.json = json }

    private func present(_ key: String) -> JSONValue? {
        guard let value = json[key], !value.isNull else { return nil }
        return value
    }

    private func require<Value>(_ key: String, _ expected: String, _ value: Value?) throws(MessageError) -> Value {
        guard let value else { throw MessageError(member: key, expected: expected) }
        return value
    }

    func string(_ key: String) throws(MessageError) -> String {
        try require(key, "a string", json[key]?.stringValue)
    }

    func stringIfPresent(_ key: String) throws(MessageError) -> String? {
        present(key) == nil ? nil : try string(key)
    }

    func integer(_ key: String) throws(MessageError) -> Int {
        try require(key, "an integer", json[key]?.integerValue.map(Int.init))
    }

    func integerIfPresent(_ key: String) throws(MessageError) -> Int? {
        present(key) == nil ? nil : try integer(key)
    }

    func integers(_ key: String) throws(MessageError) -> [Int] {
        var integers: [Int] = []
        for value in try require(key, "an array", json[key]?.arrayValue) {
            integers.append(try require(key, "an array of integers", value.integerValue.map(Int.init)))
        }
        return integers
    }

    func boolean(_ key: String) throws(MessageError) -> Bool {
        try require(key, "true or false", json[key]?.boolValue)
    }

    func booleanIfPresent(_ key: String) throws(MessageError) -> Bool? {
        present(key) == nil ? nil : try boolean(key)
    }

    func strings(_ key: String) throws(MessageError) -> [String] {
        var strings: [String] = []
        for value in try require(key, "an array", json[key]?.arrayValue) {
            strings.append(try require(key, "an array of strings", value.stringValue))
        }
        return strings
    }

    func stringsIfPresent(_ key: String) throws(MessageError) -> [String]? {
        present(key) == nil ? nil : try strings(key)
    }

    func message<Message: ControlMessage>(_ key: String) throws(MessageError) -> Message {
        try Message(json: try require(key, "an object", json[key]?.objectValue))
    }

    func messageIfPresent<Message: ControlMessage>(_ key: String) throws(MessageError) -> Message? {
        present(key) == nil ? nil : try message(key)
    }

    func messagesIfPresent<Message: ControlMessage>(_ key: String) throws(MessageError) -> [Message]? {
        present(key) == nil ? nil : try messages(key)
    }

    func messages<Message: ControlMessage>(_ key: String) throws(MessageError) -> [Message] {
        var messages: [Message] = []
        for value in try require(key, "an array", json[key]?.arrayValue) {
            messages.append(try Message(json: try require(key, "an array of objects", value.objectValue)))
        }
        return messages
    }
}
