import JSONText

/// The faults of the roster in force.
public struct FaultsReport: Hashable, Sendable {
    /// How many faults there are.
    public var total: Int
    /// The first of them.
    public var faults: [FaultReport]

    /// The message with these members.
    public init(total: Int, faults: [FaultReport]) {
        self.total = total
        self.faults = faults
    }
}

extension FaultsReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        total = try members.integer("total")
        faults = try members.messages("faults")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("total", total)
        writer.member("faults", faults)
    }
}
