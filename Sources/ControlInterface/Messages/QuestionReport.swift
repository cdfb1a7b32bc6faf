import JSONText

/// Something that a record of the roster in force leaves open, so that a person must say.
public struct QuestionReport: Hashable, Sendable {
    /// The patient's record number.
    public var mrn: String
    /// What is open, as a word.
    public var kind: String
    /// The date of the record; null where it has none.
    public var date: String?
    /// The file.
    public var file: String
    /// The line on which the record begins.
    public var row: Int
    /// The FHIR resource, as `Observation/abc`.
    public var resource: String?
    /// What is open, in one clause.
    public var reason: String
    /// How to answer.
    public var remedy: String

    /// The message with these members.
    public init(
        mrn: String, kind: String, date: String? = nil, file: String, row: Int, resource: String? = nil, reason: String,
        remedy: String
    ) {
        self.mrn = mrn
        self.kind = kind
        self.date = date
        self.file = file
        self.row = row
        self.resource = resource
        self.reason = reason
        self.remedy = remedy
    }
}

extension QuestionReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        mrn = try members.string("mrn")
        kind = try members.string("kind")
        date = try members.stringIfPresent("date")
        file = try members.string("file")
        row = try members.integer("row")
        resource = try members.stringIfPresent("resource")
        reason = try members.string("reason")
        remedy = try members.string("remedy")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("mrn", mrn)
        writer.member("kind", kind)
        writer.member("date", date)
        writer.member("file", file)
        writer.member("row", row)
        writer.member("resource", resource)
        writer.member("reason", reason)
        writer.member("remedy", remedy)
    }
}
