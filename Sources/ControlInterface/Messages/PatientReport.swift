import JSONText

/// What one patient is owed: a line of `cnswatch plan -o ndjson`.
public struct PatientReport: Hashable, Sendable {
    /// Medical record number.
    public var mrn: String
    /// The patient's phase.
    public var phase: String
    /// Whether rows of the patient were set aside.
    public var incomplete: Bool
    /// The owed items, by due date, then by name.
    public var items: [ItemReport]

    /// The message with these members.
    public init(mrn: String, phase: String, incomplete: Bool, items: [ItemReport]) {
        self.mrn = mrn
        self.phase = phase
        self.incomplete = incomplete
        self.items = items
    }
}

extension PatientReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        mrn = try members.string("mrn")
        phase = try members.string("phase")
        incomplete = try members.boolean("incomplete")
        items = try members.messages("items")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("mrn", mrn)
        writer.member("phase", phase)
        writer.member("incomplete", incomplete)
        writer.member("items", items)
    }
}
