import JSONText

/// A silence: what is told only when its time is over, by whom, why. Emergencies pass.
public struct SilenceReport: Hashable, Sendable {
    /// Its number, by which it is ended.
    public var silence: Int
    /// When it was laid, in seconds since 1970.
    public var at: Int
    /// The user who laid it.
    public var who: String
    /// Only these clinics; of any where empty.
    public var clinics: [String]
    /// Only these clinicians; of any where empty.
    public var clinicians: [String]
    /// Only these urgencies; any where empty.
    public var urgencies: [String]
    /// Only these items; any where empty.
    public var items: [String]
    /// The last day on which it holds.
    public var until: String
    /// Why.
    public var reason: String

    /// The message with these members.
    public init(
        silence: Int, at: Int, who: String, clinics: [String], clinicians: [String], urgencies: [String],
        items: [String], until: String, reason: String
    ) {
        self.silence = silence
        self.at = at
        self.who = who
        self.clinics = clinics
        self.clinicians = clinicians
        self.urgencies = urgencies
        self.items = items
        self.until = until
        self.reason = reason
    }
}

extension SilenceReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        silence = try members.integer("silence")
        at = try members.integer("at")
        who = try members.string("who")
        clinics = try members.strings("clinics")
        clinicians = try members.strings("clinicians")
        urgencies = try members.strings("urgencies")
        items = try members.strings("items")
        until = try members.string("until")
        reason = try members.string("reason")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("silence", silence)
        writer.member("at", at)
        writer.member("who", who)
        writer.member("clinics", clinics)
        writer.member("clinicians", clinicians)
        writer.member("urgencies", urgencies)
        writer.member("items", items)
        writer.member("until", until)
        writer.member("reason", reason)
    }
}
