import JSONText

/// Which patient is wanted.
public struct PatientRequest: Hashable, Sendable {
    /// Medical record number, or the pseudonym of a log.
    public var patient: String
    /// The day; the service's own by default.
    public var asOf: String?
    /// Only this item.
    public var item: String?

    /// The message with these members.
    public init(patient: String, asOf: String? = nil, item: String? = nil) {
        self.patient = patient
        self.asOf = asOf
        self.item = item
    }
}

extension PatientRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        patient = try members.string("patient")
        asOf = try members.stringIfPresent("asOf")
        item = try members.stringIfPresent("item")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("patient", patient)
        writer.memberIfPresent("asOf", asOf)
        writer.memberIfPresent("item", item)
    }
}
