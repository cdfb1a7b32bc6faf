import JSONText

/// An event that is to be recorded beside those of the export.
public struct RecordRequest: Hashable, Sendable {
    /// Medical record number, or the pseudonym of a log.
    public var patient: String
    /// What happened.
    public var event: EventMessage
    /// Only say what would change.
    public var dryRun: Bool?

    /// The message with these members.
    public init(
        patient: String, event: EventMessage, dryRun: Bool? = nil
    ) {
        self.patient = patient
        self.event = event
        self.dryRun = dryRun
    }
}

extension RecordRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        patient = try members.string("patient")
        event = try members.message("event")
        dryRun = try members.booleanIfPresent("dryRun")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("patient", patient)
        writer.member("event", event)
        writer.memberIfPresent("dryRun", dryRun)
    }
}
