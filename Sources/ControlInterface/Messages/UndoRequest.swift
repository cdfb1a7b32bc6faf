import JSONText

/// An act that is to be undone.
public struct UndoRequest: Hashable, Sendable {
    /// The number of the act.
    public var act: Int
    /// Why.
    public var reason: String
    /// Only say what would change.
    public var dryRun: Bool?

    /// The message with these members.
    public init(
        act: Int, reason: String, dryRun: Bool? = nil
    ) {
        self.act = act
        self.reason = reason
        self.dryRun = dryRun
    }
}

extension UndoRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        act = try members.integer("act")
        reason = try members.string("reason")
        dryRun = try members.booleanIfPresent("dryRun")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("act", act)
        writer.member("reason", reason)
        writer.memberIfPresent("dryRun", dryRun)
    }
}
