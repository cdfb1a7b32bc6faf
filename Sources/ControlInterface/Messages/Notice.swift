import JSONText

/// Something everyone who reads a list must know: a refused or stale roster, a patient gone from the export.
public struct Notice: Hashable, Sendable {
    /// `roster-refused`, `roster-stale`, `rows-rejected`, `patients-absent` or `delivery`.
    public var kind: String
    /// What is the matter and what to do, without patient data.
    public var message: String

    /// The message with these members.
    public init(kind: String, message: String) {
        self.kind = kind
        self.message = message
    }
}

extension Notice: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        kind = try members.string("kind")
        message = try members.string("message")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("kind", kind)
        writer.member("message", message)
    }
}
