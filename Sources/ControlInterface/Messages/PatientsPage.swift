import JSONText

/// Patients, those absent from the export included.
public struct PatientsPage: Hashable, Sendable {
    /// The patients, in the order in which they were first known.
    public var patients: [PatientRow]
    /// How many patients there are in all.
    public var total: Int
    /// Where the next page begins; null where this is the last.
    public var next: Int?
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(
        patients: [PatientRow], total: Int, next: Int? = nil, notices: [Notice]
    ) {
        self.patients = patients
        self.total = total
        self.next = next
        self.notices = notices
    }
}

extension PatientsPage: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        patients = try members.messages("patients")
        total = try members.integer("total")
        next = try members.integerIfPresent("next")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("patients", patients)
        writer.member("total", total)
        writer.member("next", next)
        writer.member("notices", notices)
    }
}
