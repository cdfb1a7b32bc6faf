import JSONText

/// What is to be told next, and what turns, if nothing is done.
public struct NextReport: Hashable, Sendable {
    /// What is to be told, the earliest first.
    public var tellings: [TellingReport]
    /// The days on which items turn, the earliest first.
    public var turns: [TurnReport]
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(tellings: [TellingReport], turns: [TurnReport], notices: [Notice]) {
        self.tellings = tellings
        self.turns = turns
        self.notices = notices
    }
}

extension NextReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        tellings = try members.messages("tellings")
        turns = try members.messages("turns")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("tellings", tellings)
        writer.member("turns", turns)
        writer.member("notices", notices)
    }
}
