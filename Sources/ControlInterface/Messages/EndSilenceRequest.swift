import JSONText

/// A silence that is to end now.
public struct EndSilenceRequest: Hashable, Sendable {
    /// Its number.
    public var silence: Int

    /// The message with these members.
    public init(silence: Int) {
        self.silence = silence
    }
}

extension EndSilenceRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        silence = try members.integer("silence")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("silence", silence)
    }
}
