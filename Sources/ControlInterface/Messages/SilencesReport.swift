import JSONText

/// The silences that hold.
public struct SilencesReport: Hashable, Sendable {
    /// The silences, the oldest first.
    public var silences: [SilenceReport]

    /// The message with these members.
    public init(silences: [SilenceReport]) {
        self.silences = silences
    }
}

extension SilencesReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        silences = try members.messages("silences")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("silences", silences)
    }
}
