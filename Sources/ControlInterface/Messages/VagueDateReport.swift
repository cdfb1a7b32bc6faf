import JSONText

/// A partial date on which the plan depends: it asks for the day.
public struct VagueDateReport: Hashable, Sendable {
    /// The row.
    public var fact: FactReport
    /// What would be different on the first day it may mean.
    public var ifFirst: [String]
    /// What would be different on the last.
    public var ifLast: [String]

    /// The message with these members.
    public init(fact: FactReport, ifFirst: [String], ifLast: [String]) {
        self.fact = fact
        self.ifFirst = ifFirst
        self.ifLast = ifLast
    }
}

extension VagueDateReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        fact = try members.message("fact")
        ifFirst = try members.strings("ifFirst")
        ifLast = try members.strings("ifLast")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("fact", fact)
        writer.member("ifFirst", ifFirst)
        writer.member("ifLast", ifLast)
    }
}
