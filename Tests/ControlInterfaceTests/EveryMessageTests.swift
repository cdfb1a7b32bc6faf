import JSONText
import Testing
import Varlink

@testable import ControlInterface

/// Every message against the interface as it is served: what it reads, what it writes, and what it passes over.
@Suite("Every message of the control interface")
struct EveryMessageTests {
    private let interface: InterfaceDescription

    init() throws { interface = try InterfaceDescription(parsing: ControlInterface.description) }

    @Test func `every type, input, output and error with members has a message`() {
        let places = interface.members.flatMap { member -> [String] in
            switch member.kind {
            case .structure: [member.name]
            case .enumeration: []
            case .method(let input, let output):
                [(input, "input"), (output, "output")].filter { !$0.0.fields.isEmpty }.map { "\(member.name) \($0.1)" }
            case .error(let fields): fields.fields.isEmpty ? [] : ["\(member.name) fields"]
            }
        }
        let messages = Set(ControlInterface.messages.keys)
        #expect(messages.count > 80)
        // The service gives the one word of this error by hand; the only message without members says that all is done.
        #expect(messages.symmetricDifference(places) == ["StoreFailed fields", "EndSilence output"])
    }

    @Test(arguments: ControlInterface.messages.keys.sorted())
    func `a message with all members comes back as it was sent, in the order of the interface`(place: String) throws {
        try expectRoundTrip(of: ControlInterface.messages[place], try example(of: fields(at: place), isFull: true)) {
            #expect($0.text == $1.text)
        }
    }

    @Test(arguments: ControlInterface.messages.keys.sorted())
    func `an answer writes null for what is absent, a question leaves it out`(place: String) throws {
        let fields = try fields(at: place)
        try expectRoundTrip(of: ControlInterface.messages[place], try example(of: fields, isFull: false)) {
            #expect($0.withoutNulls.text == $1.text)
            // An event is a part of questions only. How much is done is said only while it is not all.
            let isQuestion = place.hasSuffix(" input") || place == "EventMessage"
            let omitted = fields.fields.filter { field in
                guard case .optional = field.type else { return false }
                return isQuestion || ["Forecast output", "Reload output"].contains(place) && field.name == "done"
            }
            #expect($0.keys == fields.fields.map(\.name).filter { !omitted.map(\.name).contains($0) })
        }
    }

    @Test(arguments: ControlInterface.messages.keys.sorted())
    func `members that a message does not know are passed over`(place: String) throws {
        let full = try example(of: fields(at: place), isFull: true)
        let newer = JSONValue.object(full).withUnknownMembers.objectValue
        try expectRoundTrip(of: ControlInterface.messages[place], try #require(newer)) { written, _ in
            #expect(written.text == full.text)
        }
    }

    @Test(arguments: ControlInterface.messages.filter { $0.value is any ColumnRow.Type }.keys.sorted())
    func `a row has a column for each member`(place: String) throws {
        let fields = try fields(at: place)
        let json = try example(of: fields, isFull: true)
        let row = try #require(try ControlInterface.messages[place]?.init(json: json) as? any ColumnRow)
        #expect(type(of: row).columns == fields.fields.map(\.name))
        for (text, value) in zip(row.fields, json.map(\.value)) {
            switch value {
            case .bool(let truth): #expect(text == "\(truth)")
            case .integer(let number): #expect(text == "\(number)")
            case .string(let word): #expect(text == word)
            default:
                let words = try #require(value.arrayValue).compactMap(\.stringValue)
                #expect(text == words.joined(separator: " ") || text == words.joined(separator: "; "))
            }
        }
        #expect(row.fields.count == fields.fields.count)
        let bare = try ControlInterface.messages[place]?.init(json: try example(of: fields, isFull: false))
        #expect((bare as? any ColumnRow)?.fields.count == fields.fields.count)
    }

    /// Reads a message from JSON, checks what it writes, and that this reads back as the same message.
    private func expectRoundTrip(
        of type: (any ControlMessage.Type)?, _ sent: JSONObject, _ check: (JSONObject, JSONObject) -> Void
    ) throws {
        func roundTrip<Message: ControlMessage>(_ type: Message.Type) throws {
            let message = try Message(json: sent)
            var writer = JSONWriter()
            message.write(to: &writer)
            let written = try #require(try JSONParser().parse(writer.takeBytes()).objectValue)
            check(written, sent)
            #expect(try Message(json: written) == message)
        }
        let known: any ControlMessage.Type = try #require(type)
        try roundTrip(known)
    }

    /// The members at a place such as `DueRow`, `Due input` or `ActRefused fields`.
    private func fields(at place: String) throws -> StructDefinition {
        let words = place.split(separator: " ").map(String.init)
        switch try #require(interface[words[0]]).kind {
        case .structure(let fields), .error(let fields): return fields
        case .method(let input, let output): return words.last == "input" ? input : output
        case .enumeration: return StructDefinition()
        }
    }

    /// An object with a value for each member, no two alike; or only with what may not be absent.
    private func example(of fields: StructDefinition, isFull: Bool, under path: String = "") throws -> JSONObject {
        var object = JSONObject()
        for (index, field) in fields.fields.enumerated() {
            object[field.name] = try example(of: field.type, index, isFull: isFull, under: "\(path)/\(field.name)")
        }
        return object
    }

    private func example(of type: VarlinkType, _ index: Int, isFull: Bool, under path: String) throws -> JSONValue? {
        switch type {
        case .bool: .bool(index % 2 == 0)
        case .int: .integer(Int64(index) - 3)
        case .string: .string(path)
        case .optional(let wrapped): isFull ? try example(of: wrapped, index, isFull: true, under: path) : nil
        case .array(let element):
            .array(
                try (0..<2).compactMap {
                    try example(of: element, index + $0, isFull: isFull, under: "\(path)/\($0)")
                })
        case .named(let name): .object(try example(of: fields(at: name), isFull: isFull, under: path))
        case .float, .object, .map, .structure, .enumeration:
            throw MessageError(member: path, expected: "of a type that messages have")
        }
    }
}

extension JSONObject {
    fileprivate var text: String {
        var writer = JSONWriter()
        write(to: &writer)
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }

    /// The object without members that are null, at any depth.
    fileprivate var withoutNulls: JSONObject {
        JSONObject(members: filter { !$0.value.isNull }.map { ($0.key, $0.value.withoutNulls) })
    }
}

extension JSONValue {
    fileprivate var withoutNulls: JSONValue {
        switch self {
        case .array(let values): .array(values.map(\.withoutNulls))
        case .object(let object): .object(object.withoutNulls)
        case .null, .bool, .integer, .number, .string: self
        }
    }

    /// The value with a member in each object that no message knows.
    fileprivate var withUnknownMembers: JSONValue {
        switch self {
        case .array(let values): .array(values.map(\.withUnknownMembers))
        case .object(let object):
            .object(
                JSONObject(
                    members: [("unheardOf", .array([1, nil]))] + object.map { ($0.key, $0.value.withUnknownMembers) }))
        case .null, .bool, .integer, .number, .string: self
        }
    }
}
