import JSONText

/// An answer without members: what was asked for is done.
public struct EmptyReport: Hashable, Sendable {
    /// The message.
    public init() {}
}

extension EmptyReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {}

    /// Writes no members.
    public func writeMembers(to writer: inout JSONWriter) {}
}
