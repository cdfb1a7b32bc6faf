import JSONText

/// Everything a patient's plan rests on.
public struct ExplanationReport: Hashable, Sendable {
    /// The day.
    public var asOf: String
    /// The protocol.
    public var `protocol`: ProtocolReference
    /// Who.
    public var person: PersonReport
    /// The phase.
    public var phase: String
    /// Why it is this phase.
    public var phaseMeaning: String
    /// The row that decides the phase.
    public var phaseFact: FactReport?
    /// Whether rows of the patient were set aside.
    public var incomplete: Bool
    /// What is owed and why.
    public var items: [ItemExplanationReport]
    /// What is not owed and why.
    public var notOwed: [NotOwedReport]
    /// What would change the plan.
    public var hypotheses: [HypothesisReport]
    /// Dates that ask for the day.
    public var vagueDates: [VagueDateReport]
    /// What is odd.
    public var remarks: [RemarkReport]
    /// The classification.
    public var classification: ClassificationReport
    /// What staff laid on the patient and the items, and where each stands on the day.
    public var leases: [LeaseReport]
    /// What people were told of the items, oldest first.
    public var told: [ToldReport]
    /// Why receivers were told of the items or are yet to be, and why they are not, oldest first.
    public var sent: [SentReport]
    /// What the patient's records leave open; nil from a service that does not say.
    public var questions: [QuestionReport]?
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(
        asOf: String, `protocol`: ProtocolReference, person: PersonReport, phase: String, phaseMeaning: String,
        phaseFact: FactReport? = nil, incomplete: Bool, items: [ItemExplanationReport], notOwed: [NotOwedReport],
        hypotheses: [HypothesisReport], vagueDates: [VagueDateReport], remarks: [RemarkReport],
        classification: ClassificationReport, leases: [LeaseReport], told: [ToldReport], sent: [SentReport],
        questions: [QuestionReport]? = nil, notices: [Notice]
    ) {
        self.asOf = asOf
        self.`protocol` = `protocol`
        self.person = person
        self.phase = phase
        self.phaseMeaning = phaseMeaning
        self.phaseFact = phaseFact
        self.incomplete = incomplete
        self.items = items
        self.notOwed = notOwed
        self.hypotheses = hypotheses
        self.vagueDates = vagueDates
        self.remarks = remarks
        self.classification = classification
        self.leases = leases
        self.told = told
        self.sent = sent
        self.questions = questions
        self.notices = notices
    }
}

extension ExplanationReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        asOf = try members.string("asOf")
        `protocol` = try members.message("protocol")
        person = try members.message("person")
        phase = try members.string("phase")
        phaseMeaning = try members.string("phaseMeaning")
        phaseFact = try members.messageIfPresent("phaseFact")
        incomplete = try members.boolean("incomplete")
        items = try members.messages("items")
        notOwed = try members.messages("notOwed")
        hypotheses = try members.messages("hypotheses")
        vagueDates = try members.messages("vagueDates")
        remarks = try members.messages("remarks")
        classification = try members.message("classification")
        leases = try members.messages("leases")
        told = try members.messages("told")
        sent = try members.messages("sent")
        questions = try members.messagesIfPresent("questions")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("asOf", asOf)
        writer.member("protocol", `protocol`)
        writer.member("person", person)
        writer.member("phase", phase)
        writer.member("phaseMeaning", phaseMeaning)
        writer.member("phaseFact", phaseFact)
        writer.member("incomplete", incomplete)
        writer.member("items", items)
        writer.member("notOwed", notOwed)
        writer.member("hypotheses", hypotheses)
        writer.member("vagueDates", vagueDates)
        writer.member("remarks", remarks)
        writer.member("classification", classification)
        writer.member("leases", leases)
        writer.member("told", told)
        writer.member("sent", sent)
        writer.member("questions", questions)
        writer.member("notices", notices)
    }
}
