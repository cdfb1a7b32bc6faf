import JSONText

/// A silence that was laid.
public struct SilenceOutcome: Hashable, Sendable {
    /// Its number, by which it is ended.
    public var silence: Int
    /// The last day on which it holds.
    public var until: String

    /// The message with these members.
    public init(silence: Int, until: String) {
        self.silence = silence
        self.until = until
    }
}

extension SilenceOutcome: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        silence = try members.integer("silence")
        until = try members.string("until")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("silence", silence)
        writer.member("until", until)
    }
}
