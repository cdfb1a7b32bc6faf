import JSONText

/// How many of a kind there are.
public struct WordCount: Hashable, Sendable {
    /// The kind.
    public var word: String
    /// How many.
    public var count: Int

    /// The message with these members.
    public init(word: String, count: Int) {
        self.word = word
        self.count = count
    }
}

extension WordCount: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        word = try members.string("word")
        count = try members.integer("count")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("word", word)
        writer.member("count", count)
    }
}
