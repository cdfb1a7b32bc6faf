import JSONText

/// Something odd in a patient's record.
public struct RemarkReport: Hashable, Sendable {
    /// `future-dated`, `after-death`, `discordant-her2`, `ends-nothing`, `repeated-row` or `rejected-rows`.
    public var kind: String
    /// What it means.
    public var meaning: String
    /// The row, where there is one.
    public var fact: FactReport?

    /// The message with these members.
    public init(kind: String, meaning: String, fact: FactReport? = nil) {
        self.kind = kind
        self.meaning = meaning
        self.fact = fact
    }
}

extension RemarkReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        kind = try members.string("kind")
        meaning = try members.string("meaning")
        fact = try members.messageIfPresent("fact")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("kind", kind)
        writer.member("meaning", meaning)
        writer.member("fact", fact)
    }
}
