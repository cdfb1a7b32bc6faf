import JSONText

/// Which questions are asked for.
public struct QuestionsRequest: Hashable, Sendable {
    /// Only those of this patient: a record number or a pseudonym; null for all.
    public var patient: String?
    /// At most so many; null for a thousand.
    public var limit: Int?

    /// The message with these members.
    public init(patient: String? = nil, limit: Int? = nil) {
        self.patient = patient
        self.limit = limit
    }
}

extension QuestionsRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        patient = try members.stringIfPresent("patient")
        limit = try members.integerIfPresent("limit")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.memberIfPresent("patient", patient)
        writer.memberIfPresent("limit", limit)
    }
}
