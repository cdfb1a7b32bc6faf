import JSONText

/// Where all patients stand; the phases sum to the total.
public struct CensusReport: Hashable, Sendable {
    /// The day.
    public var asOf: String
    /// All patients, those absent from the export included.
    public var total: Int
    /// Patients by phase, every phase in order.
    public var phases: [WordCount]
    /// Owed items by status.
    public var statuses: [WordCount]
    /// Owed items by urgency.
    public var urgencies: [WordCount]
    /// Patients of whom rows were set aside.
    public var incomplete: Int
    /// Patients missing from the export.
    public var absent: Int
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(
        asOf: String, total: Int, phases: [WordCount], statuses: [WordCount], urgencies: [WordCount], incomplete: Int,
        absent: Int, notices: [Notice]
    ) {
        self.asOf = asOf
        self.total = total
        self.phases = phases
        self.statuses = statuses
        self.urgencies = urgencies
        self.incomplete = incomplete
        self.absent = absent
        self.notices = notices
    }
}

extension CensusReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        asOf = try members.string("asOf")
        total = try members.integer("total")
        phases = try members.messages("phases")
        statuses = try members.messages("statuses")
        urgencies = try members.messages("urgencies")
        incomplete = try members.integer("incomplete")
        absent = try members.integer("absent")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("asOf", asOf)
        writer.member("total", total)
        writer.member("phases", phases)
        writer.member("statuses", statuses)
        writer.member("urgencies", urgencies)
        writer.member("incomplete", incomplete)
        writer.member("absent", absent)
        writer.member("notices", notices)
    }
}
