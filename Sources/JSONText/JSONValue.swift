/// One JSON value, as read from text or about to be written.
///
/// Numbers without fraction and exponent that fit 64 bits are `integer`; every other number is `number`. Equality
/// compares kind, content and member order, so `1` and `1.0` differ, as they do in the text.
public enum JSONValue: Sendable, Equatable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool(Bool)
    /// A number written without fraction and exponent, within the range of 64 bits.
    case integer(Int64)
    /// Any other number, rounded to the nearest double. Always finite when it comes from the parser.
    case number(Double)
    /// A string, its escapes resolved.
    case string(String)
    /// An array, in order.
    case array([JSONValue])
    /// An object, its members in the order of the text.
    case object(JSONObject)

    /// Whether this is the literal `null`.
    public var isNull: Bool { self == .null }

    /// The truth value, or nil for any other kind.
    public var boolValue: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The 64-bit integer, or nil for any other kind; a `number` is never rounded into one.
    public var integerValue: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// The number as a double, from either kind of number, or nil. Integers beyond 2^53 lose their low bits.
    public var numberValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .bool, .string, .array, .object: nil
        }
    }

    /// The string, or nil for any other kind.
    public var stringValue: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The elements, or nil for any other kind.
    public var arrayValue: [JSONValue]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    /// The object, or nil for any other kind.
    public var objectValue: JSONObject? {
        guard case .object(let value) = self else { return nil }
        return value
    }
}

extension JSONValue: JSONWritable {
    /// Writes the value and everything it contains.
    public func write(to writer: inout JSONWriter) {
        switch self {
        case .null:
            writer.null()
        case .bool(let value):
            writer.value(value)
        case .integer(let value):
            writer.value(value)
        case .number(let value):
            writer.value(value)
        case .string(let value):
            writer.value(value)
        case .array(let elements):
            writer.beginArray()
            for element in elements { element.write(to: &writer) }
            writer.endArray()
        case .object(let object):
            object.write(to: &writer)
        }
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    /// The value `null`.
    public init(nilLiteral: ()) { self = .null }

    /// The value `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// An integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }
}

extension JSONValue: ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }

    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }

    /// An array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    /// An object with the members as written. A duplicate key keeps its first place and its last value.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(members: elements))
    }
}

/// The members of one JSON object, in the order of the text, each key once.
///
/// Look-up is linear: objects on the wire are small, and keeping the order is worth more than a hash. Two objects are
/// equal if their members are equal in the same order.
public struct JSONObject: Sendable {
    /// One member: its key, unescaped, and its value.
    public typealias Element = (key: String, value: JSONValue)

    private var members: [Element]

    /// An object without members.
    public init() {
        members = []
    }

    /// An object of the given members. A duplicate key keeps its first place and its last value.
    public init(members: some Sequence<(String, JSONValue)>) {
        self.init()
        for (key, value) in members { self[key] = value }
    }

    /// Takes members whose keys the parser has already checked to be distinct.
    init(distinct members: [Element]) {
        self.members = members
    }

    /// The keys, in order.
    public var keys: [String] { members.map(\.key) }

    /// The value of a key, or nil if there is none.
    ///
    /// Setting a value replaces the one in place or appends the member; setting nil removes it. The JSON `null` is
    /// `JSONValue.null`, not nil.
    public subscript(key: String) -> JSONValue? {
        get { members.first { $0.key == key }?.value }
        set {
            let place = members.firstIndex { $0.key == key }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append((key, value))
            case (nil, nil): break
            }
        }
    }
}

extension JSONObject: RandomAccessCollection {
    /// The place of the first member.
    public var startIndex: Int { members.startIndex }

    /// One past the place of the last member.
    public var endIndex: Int { members.endIndex }

    /// The member at a place.
    public subscript(position: Int) -> Element { members[position] }
}

extension JSONObject: Equatable {
    /// Whether both have equal members in the same order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.elementsEqual(right) { $0.key == $1.key && $0.value == $1.value }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object with the members as written. A duplicate key keeps its first place and its last value.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(members: elements)
    }
}

extension JSONObject: JSONWritable {
    /// Writes the object and everything it contains.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (key, value) in members {
            writer.key(text: key)
            value.write(to: &writer)
        }
        writer.endObject()
    }
}
