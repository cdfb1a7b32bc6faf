import JSONText

/// One thing a patient is owed.
public struct ItemReport: Hashable, Sendable {
    /// What is owed, such as `brain-mri`.
    public var item: String
    /// The rule that leads.
    public var rule: String
    /// The other rules that ask for it, alphabetically.
    public var also: [String]
    /// What the dates are reckoned from, as recorded: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    public var anchor: String
    /// First day of the window.
    public var earliest: String
    /// When it should be done.
    public var due: String
    /// After this day it is overdue.
    public var latest: String
    /// `upcoming`, `due-soon`, `due` or `overdue`.
    public var status: String
    /// `emergency`, `inpatient`, `urgent`, `soon`, `routine` or `advisory`.
    public var urgency: String
    /// How it is to be imaged, in the words of the roster; null for items that are no imaging.
    public var modality: String?
    /// Whether it is owed as CT because MRI is contraindicated.
    public var substitute: Bool
    /// `booked-late`, `missed`, `suspended`, `mri-contraindicated`, `gadolinium-contraindicated`.
    public var flags: [String]
    /// Date of the appointment booked for it.
    public var booked: String?
    /// How many appointments for it were missed.
    public var misses: Int
    /// Days past the latest date; 0 where it is not overdue.
    public var daysLate: Int

    /// The message with these members.
    public init(
        item: String, rule: String, also: [String], anchor: String, earliest: String, due: String, latest: String,
        status: String, urgency: String, modality: String? = nil, substitute: Bool, flags: [String],
        booked: String? = nil, misses: Int, daysLate: Int
    ) {
        self.item = item
        self.rule = rule
        self.also = also
        self.anchor = anchor
        self.earliest = earliest
        self.due = due
        self.latest = latest
        self.status = status
        self.urgency = urgency
        self.modality = modality
        self.substitute = substitute
        self.flags = flags
        self.booked = booked
        self.misses = misses
        self.daysLate = daysLate
    }
}

extension ItemReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        item = try members.string("item")
        rule = try members.string("rule")
        also = try members.strings("also")
        anchor = try members.string("anchor")
        earliest = try members.string("earliest")
        due = try members.string("due")
        latest = try members.string("latest")
        status = try members.string("status")
        urgency = try members.string("urgency")
        modality = try members.stringIfPresent("modality")
        substitute = try members.boolean("substitute")
        flags = try members.strings("flags")
        booked = try members.stringIfPresent("booked")
        misses = try members.integer("misses")
        daysLate = try members.integer("daysLate")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("item", item)
        writer.member("rule", rule)
        writer.member("also", also)
        writer.member("anchor", anchor)
        writer.member("earliest", earliest)
        writer.member("due", due)
        writer.member("latest", latest)
        writer.member("status", status)
        writer.member("urgency", urgency)
        writer.member("modality", modality)
        writer.member("substitute", substitute)
        writer.member("flags", flags)
        writer.member("booked", booked)
        writer.member("misses", misses)
        writer.member("daysLate", daysLate)
    }
}
