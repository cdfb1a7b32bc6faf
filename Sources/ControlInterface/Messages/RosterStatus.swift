import JSONText

/// The roster in force.
public struct RosterStatus: Hashable, Sendable {
    /// Where it is read from.
    public var folder: String
    /// When it was taken, in seconds since 1970; null where none ever was.
    public var loadedAt: Int?
    /// Patients.
    public var patients: Int
    /// Events.
    public var events: Int
    /// Rows set aside.
    public var rejectedRows: Int
    /// Questions that its records leave open; null from a service that knows none.
    public var questions: Int?
    /// Patients missing from the export.
    public var absent: Int
    /// Whether it is older than the limit.
    public var stale: Bool
    /// When a newer one was last refused, if none was taken since.
    public var refusedAt: Int?
    /// Why it was refused.
    public var refusal: [String]

    /// The message with these members.
    public init(
        folder: String, loadedAt: Int? = nil, patients: Int, events: Int, rejectedRows: Int, questions: Int? = nil,
        absent: Int, stale: Bool,
        refusedAt: Int? = nil, refusal: [String]
    ) {
        self.folder = folder
        self.loadedAt = loadedAt
        self.patients = patients
        self.events = events
        self.rejectedRows = rejectedRows
        self.questions = questions
        self.absent = absent
        self.stale = stale
        self.refusedAt = refusedAt
        self.refusal = refusal
    }
}

extension RosterStatus: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        folder = try members.string("folder")
        loadedAt = try members.integerIfPresent("loadedAt")
        patients = try members.integer("patients")
        events = try members.integer("events")
        rejectedRows = try members.integer("rejectedRows")
        questions = try members.integerIfPresent("questions")
        absent = try members.integer("absent")
        stale = try members.boolean("stale")
        refusedAt = try members.integerIfPresent("refusedAt")
        refusal = try members.strings("refusal")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("folder", folder)
        writer.member("loadedAt", loadedAt)
        writer.member("patients", patients)
        writer.member("events", events)
        writer.member("rejectedRows", rejectedRows)
        writer.member("questions", questions)
        writer.member("absent", absent)
        writer.member("stale", stale)
        writer.member("refusedAt", refusedAt)
        writer.member("refusal", refusal)
    }
}
