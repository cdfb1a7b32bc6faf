import JSONText

/// What is to be told only when a time is over; what is left out narrows nothing.
public struct SilenceRequest: Hashable, Sendable {
    /// Only these clinics.
    public var clinics: [String]?
    /// Only these clinicians.
    public var clinicians: [String]?
    /// Only these urgencies.
    public var urgencies: [String]?
    /// Only these items.
    public var items: [String]?
    /// The last day on which it is to hold: a day, or an interval from today such as `2w`.
    public var until: String
    /// Why.
    public var reason: String

    /// The message with these members.
    public init(
        clinics: [String]? = nil, clinicians: [String]? = nil, urgencies: [String]? = nil, items: [String]? = nil,
        until: String, reason: String
    ) {
        self.clinics = clinics
        self.clinicians = clinicians
        self.urgencies = urgencies
        self.items = items
        self.until = until
        self.reason = reason
    }
}

extension SilenceRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        clinics = try members.stringsIfPresent("clinics")
        clinicians = try members.stringsIfPresent("clinicians")
        urgencies = try members.stringsIfPresent("urgencies")
        items = try members.stringsIfPresent("items")
        until = try members.string("until")
        reason = try members.string("reason")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.memberIfPresent("clinics", clinics)
        writer.memberIfPresent("clinicians", clinicians)
        writer.memberIfPresent("urgencies", urgencies)
        writer.memberIfPresent("items", items)
        writer.member("until", until)
        writer.member("reason", reason)
    }
}
