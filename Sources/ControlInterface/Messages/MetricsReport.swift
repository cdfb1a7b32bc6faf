import JSONText

/// What the service counts, as a collector reads it.
public struct MetricsReport: Hashable, Sendable {
    /// The counts as OpenMetrics text, ended by `# EOF`.
    public var text: String

    /// The message with these members.
    public init(text: String) { self.text = text }
}

extension MetricsReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        text = try MessageMembers(json).string("text")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) { writer.member("text", text) }
}
