import JSONText

/// What the error `EventRefused` says: words that make no event.
public struct EventRefusedReport: Hashable, Sendable {
    /// Every fault of the words, in the order of the columns.
    public var faults: [FaultReport]

    /// The message with these members.
    public init(
        faults: [FaultReport]
    ) {
        self.faults = faults
    }
}

extension EventRefusedReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        faults = try members.messages("faults")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("faults", faults)
    }
}
