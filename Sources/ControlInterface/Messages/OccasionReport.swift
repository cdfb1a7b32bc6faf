import JSONText

/// An occasion on which something was owed, and whether it was done in its window.
public struct OccasionReport: Hashable, Sendable {
    /// Medical record number.
    public var mrn: String
    /// Clinic; empty where not recorded.
    public var clinic: String
    /// What was owed.
    public var item: String
    /// The rule that led.
    public var rule: String
    /// How quickly it was owed.
    public var urgency: String
    /// First day of its window.
    public var earliest: String
    /// When it should have been done.
    public var due: String
    /// Last day of its window.
    public var latest: String
    /// When it was done.
    public var done: String?
    /// `inside`, `late`, `missed`, `overdue`, or `early`: done before its window opened.
    public var outcome: String
    /// Days past the latest date; 0 where it was not late, or missed.
    public var daysLate: Int

    /// The message with these members.
    public init(
        mrn: String, clinic: String, item: String, rule: String, urgency: String, earliest: String, due: String,
        latest: String, done: String? = nil, outcome: String, daysLate: Int
    ) {
        self.mrn = mrn
        self.clinic = clinic
        self.item = item
        self.rule = rule
        self.urgency = urgency
        self.earliest = earliest
        self.due = due
        self.latest = latest
        self.done = done
        self.outcome = outcome
        self.daysLate = daysLate
    }
}

extension OccasionReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        mrn = try members.string("mrn")
        clinic = try members.string("clinic")
        item = try members.string("item")
        rule = try members.string("rule")
        urgency = try members.string("urgency")
        earliest = try members.string("earliest")
        due = try members.string("due")
        latest = try members.string("latest")
        done = try members.stringIfPresent("done")
        outcome = try members.string("outcome")
        daysLate = try members.integer("daysLate")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("mrn", mrn)
        writer.member("clinic", clinic)
        writer.member("item", item)
        writer.member("rule", rule)
        writer.member("urgency", urgency)
        writer.member("earliest", earliest)
        writer.member("due", due)
        writer.member("latest", latest)
        writer.member("done", done)
        writer.member("outcome", outcome)
        writer.member("daysLate", daysLate)
    }
}
