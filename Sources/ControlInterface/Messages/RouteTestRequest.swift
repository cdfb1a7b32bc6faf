import JSONText

/// For which patient, and when, the routes are tried out.
public struct RouteTestRequest: Hashable, Sendable {
    /// Medical record number, or the pseudonym of a log.
    public var patient: String
    /// `YYYY-MM-DD HH:MM` or a day, at the clinic; now by default.
    public var at: String?

    /// The message with these members.
    public init(patient: String, at: String? = nil) {
        self.patient = patient
        self.at = at
    }
}

extension RouteTestRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        patient = try members.string("patient")
        at = try members.stringIfPresent("at")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("patient", patient)
        writer.memberIfPresent("at", at)
    }
}
