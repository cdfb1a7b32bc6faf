import JSONText

/// The protocol in force.
public struct ProtocolReport: Hashable, Sendable {
    /// Which protocol.
    public var `protocol`: ProtocolReference
    /// From which day it is in force.
    public var effective: String
    /// Its rules, in order.
    public var rules: [RuleReport]

    /// The message with these members.
    public init(
        `protocol`: ProtocolReference, effective: String, rules: [RuleReport]
    ) {
        self.`protocol` = `protocol`
        self.effective = effective
        self.rules = rules
    }
}

extension ProtocolReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        `protocol` = try members.message("protocol")
        effective = try members.string("effective")
        rules = try members.messages("rules")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("protocol", `protocol`)
        writer.member("effective", effective)
        writer.member("rules", rules)
    }
}
