import JSONText

/// A rule of the protocol in force.
public struct RuleReport: Hashable, Sendable {
    /// Its name.
    public var rule: String
    /// What it asks for.
    public var items: [String]
    /// Whether it is on.
    public var enabled: Bool
    /// The interval from what it is reckoned from to the due date; empty where it has none.
    public var due: String
    /// The intervals from one time to the next; empty where there are none.
    public var repeats: String
    /// How long before the due date its window opens.
    public var early: String
    /// How long after the due date it is overdue.
    public var late: String
    /// Its other numbers, in words; may be empty.
    public var condition: String
    /// How quickly.
    public var urgency: String
    /// `guideline`, `trial` or `local`.
    public var grade: String
    /// Where the figures come from.
    public var source: String

    /// The message with these members.
    public init(
        rule: String, items: [String], enabled: Bool, due: String, repeats: String, early: String, late: String,
        condition: String, urgency: String, grade: String, source: String
    ) {
        self.rule = rule
        self.items = items
        self.enabled = enabled
        self.due = due
        self.repeats = repeats
        self.early = early
        self.late = late
        self.condition = condition
        self.urgency = urgency
        self.grade = grade
        self.source = source
    }
}

extension RuleReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        rule = try members.string("rule")
        items = try members.strings("items")
        enabled = try members.boolean("enabled")
        due = try members.string("due")
        repeats = try members.string("repeats")
        early = try members.string("early")
        late = try members.string("late")
        condition = try members.string("condition")
        urgency = try members.string("urgency")
        grade = try members.string("grade")
        source = try members.string("source")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("rule", rule)
        writer.member("items", items)
        writer.member("enabled", enabled)
        writer.member("due", due)
        writer.member("repeats", repeats)
        writer.member("early", early)
        writer.member("late", late)
        writer.member("condition", condition)
        writer.member("urgency", urgency)
        writer.member("grade", grade)
        writer.member("source", source)
    }
}
