import JSONText

/// Which rows of the work-list leave for another system, and what with them.
public struct ExportRequest: Hashable, Sendable {
    /// Which rows; its keys stand beside these.
    public var list: DueRequest
    /// What is made of them, such as `fhir`; for the audit trail.
    public var format: String
    /// With record numbers and names; otherwise patients are named by their pseudonyms only.
    public var names: Bool?
    /// With what is odd in the patients' records.
    public var remarks: Bool?

    /// The message with these members.
    public init(list: DueRequest, format: String, names: Bool? = nil, remarks: Bool? = nil) {
        self.list = list
        self.format = format
        self.names = names
        self.remarks = remarks
    }
}

extension ExportRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        list = try DueRequest(json: json)
        format = try members.string("format")
        names = try members.booleanIfPresent("names")
        remarks = try members.booleanIfPresent("remarks")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("format", format)
        writer.memberIfPresent("names", names)
        writer.memberIfPresent("remarks", remarks)
        list.writeMembers(to: &writer)
    }
}
