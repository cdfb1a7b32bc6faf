import JSONText

/// Who a patient is, where the patient stands, and what is owed.
public struct PatientSummary: Hashable, Sendable {
    /// The day.
    public var asOf: String
    /// Who.
    public var person: PersonReport
    /// The name under which logs speak of the patient.
    public var pseudonym: String?
    /// The phase.
    public var phase: String
    /// Why it is this phase.
    public var phaseMeaning: String
    /// Whether rows of the patient were set aside.
    public var incomplete: Bool
    /// Since when the patient is missing from the export.
    public var absentSince: String?
    /// The classification.
    public var classification: ClassificationReport
    /// What is owed.
    public var items: [ItemReport]
    /// What staff laid on the patient and the items, and where each stands on the day.
    public var leases: [LeaseReport]
    /// What staff did, oldest first.
    public var acts: [ActReport]
    /// The history, in order.
    public var timeline: [TimelineEntry]
    /// What is odd.
    public var remarks: [RemarkReport]
    /// What the patient's records leave open; nil from a service that does not say.
    public var questions: [QuestionReport]?
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(
        asOf: String, person: PersonReport, pseudonym: String? = nil, phase: String, phaseMeaning: String,
        incomplete: Bool, absentSince: String? = nil, classification: ClassificationReport, items: [ItemReport],
        leases: [LeaseReport], acts: [ActReport], timeline: [TimelineEntry], remarks: [RemarkReport],
        questions: [QuestionReport]? = nil, notices: [Notice]
    ) {
        self.asOf = asOf
        self.person = person
        self.pseudonym = pseudonym
        self.phase = phase
        self.phaseMeaning = phaseMeaning
        self.incomplete = incomplete
        self.absentSince = absentSince
        self.classification = classification
        self.items = items
        self.leases = leases
        self.acts = acts
        self.timeline = timeline
        self.remarks = remarks
        self.questions = questions
        self.notices = notices
    }
}

extension PatientSummary: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        asOf = try members.string("asOf")
        person = try members.message("person")
        pseudonym = try members.stringIfPresent("pseudonym")
        phase = try members.string("phase")
        phaseMeaning = try members.string("phaseMeaning")
        incomplete = try members.boolean("incomplete")
        absentSince = try members.stringIfPresent("absentSince")
        classification = try members.message("classification")
        items = try members.messages("items")
        leases = try members.messages("leases")
        acts = try members.messages("acts")
        timeline = try members.messages("timeline")
        remarks = try members.messages("remarks")
        questions = try members.messagesIfPresent("questions")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("asOf", asOf)
        writer.member("person", person)
        writer.member("pseudonym", pseudonym)
        writer.member("phase", phase)
        writer.member("phaseMeaning", phaseMeaning)
        writer.member("incomplete", incomplete)
        writer.member("absentSince", absentSince)
        writer.member("classification", classification)
        writer.member("items", items)
        writer.member("leases", leases)
        writer.member("acts", acts)
        writer.member("timeline", timeline)
        writer.member("remarks", remarks)
        writer.member("questions", questions)
        writer.member("notices", notices)
    }
}
