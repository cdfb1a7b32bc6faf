import JSONText

/// A row of a patient's history.
public struct TimelineEntry: Hashable, Sendable {
    /// `counted`, `future` or `appointment`.
    public var kind: String
    /// The row.
    public var fact: FactReport

    /// The message with these members.
    public init(kind: String, fact: FactReport) {
        self.kind = kind
        self.fact = fact
    }
}

extension TimelineEntry: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        kind = try members.string("kind")
        fact = try members.message("fact")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("kind", kind)
        writer.member("fact", fact)
    }
}
