import JSONText

/// What would change the plan if it were recorded on its day.
public struct HypothesisReport: Hashable, Sendable {
    /// The row, in the words of the roster.
    public var words: String
    /// What would be different.
    public var changes: [String]

    /// The message with these members.
    public init(words: String, changes: [String]) {
        self.words = words
        self.changes = changes
    }
}

extension HypothesisReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        words = try members.string("words")
        changes = try members.strings("changes")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("words", words)
        writer.member("changes", changes)
    }
}
