import JSONText

/// What would be different if events were recorded.
public struct WhatIfReport: Hashable, Sendable {
    /// What would be different, a line each; empty where nothing would.
    public var changes: [String]
    /// The day.
    public var asOf: String

    /// The message with these members.
    public init(
        changes: [String], asOf: String
    ) {
        self.changes = changes
        self.asOf = asOf
    }
}

extension WhatIfReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        changes = try members.strings("changes")
        asOf = try members.string("asOf")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("changes", changes)
        writer.member("asOf", asOf)
    }
}
