import JSONText

/// What the error `ActRefused` says: why something may not be done.
public struct ActRefusedReport: Hashable, Sendable {
    /// What is the matter, as a word for programs.
    public var kind: String
    /// What is wrong.
    public var problem: String
    /// What to do.
    public var remedy: String

    /// The message with these members.
    public init(
        kind: String, problem: String, remedy: String
    ) {
        self.kind = kind
        self.problem = problem
        self.remedy = remedy
    }
}

extension ActRefusedReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        kind = try members.string("kind")
        problem = try members.string("problem")
        remedy = try members.string("remedy")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("kind", kind)
        writer.member("problem", problem)
        writer.member("remedy", remedy)
    }
}
