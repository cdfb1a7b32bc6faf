/// The members of one JSON object, in the order of the text, each key once.
///
/// Look-up walks the members: objects on the wire are small, and keeping the order is worth more than a hash.
/// Two objects are equal when their members are equal in the same order.
public struct JSONObject: Sendable {
    /// One member: its key, unescaped, and its value.
    public typealias Element = (key: String, value: JSONValue)

    private var members: [Element]

    /// An object without members.
    public init() {
        members = []
    }

    /// An object of the given members. A key that stands twice keeps its first place and its last value.
    public init(members: some Sequence<(String, JSONValue)>) {
        self.init()
        for (key, value) in members { self[key] = value }
    }

    /// Takes members whose keys the parser has already found distinct.
    init(distinct members: [Element]) {
        self.members = members
    }

    /// The keys, in order.
    public var keys: [String] { members.map(\.key) }

    /// The value under a key, or nil when there is none.
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
    /// An object with the members as written. A key that stands twice keeps its first place and its last value.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(members: elements)
    }
}

extension JSONObject: JSONWritable {
    /// Writes the object and everything in it.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (key, value) in members {
            writer.key(text: key)
            value.write(to: &writer)
        }
        writer.endObject()
    }
}
