import JSONText

/// Events that are only supposed.
public struct WhatIfRequest: Hashable, Sendable {
    /// Medical record number, or the pseudonym of a log.
    public var patient: String
    /// What is supposed to have happened, all of it together.
    public var events: [EventMessage]
    /// The day; the service's own by default.
    public var asOf: String?

    /// The message with these members.
    public init(
        patient: String, events: [EventMessage], asOf: String? = nil
    ) {
        self.patient = patient
        self.events = events
        self.asOf = asOf
    }
}

extension WhatIfRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        patient = try members.string("patient")
        events = try members.messages("events")
        asOf = try members.stringIfPresent("asOf")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("patient", patient)
        writer.member("events", events)
        writer.memberIfPresent("asOf", asOf)
    }
}
