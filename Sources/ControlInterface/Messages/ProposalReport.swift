import JSONText

/// Why a rule asks for an item.
public struct ProposalReport: Hashable, Sendable {
    /// The rule.
    public var rule: String
    /// How quickly.
    public var urgency: String
    /// Where the figures come from.
    public var source: String
    /// `guideline`, `trial` or `local`.
    public var grade: String
    /// The row it is reckoned from; null for the day itself.
    public var anchor: FactReport?
    /// The row that the anchor follows.
    public var following: FactReport?
    /// The clinician's own interval.
    public var ownInterval: FactReport?
    /// How each date was computed.
    public var arithmetic: [String]

    /// The message with these members.
    public init(
        rule: String, urgency: String, source: String, grade: String, anchor: FactReport? = nil,
        following: FactReport? = nil, ownInterval: FactReport? = nil, arithmetic: [String]
    ) {
        self.rule = rule
        self.urgency = urgency
        self.source = source
        self.grade = grade
        self.anchor = anchor
        self.following = following
        self.ownInterval = ownInterval
        self.arithmetic = arithmetic
    }
}

extension ProposalReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        rule = try members.string("rule")
        urgency = try members.string("urgency")
        source = try members.string("source")
        grade = try members.string("grade")
        anchor = try members.messageIfPresent("anchor")
        following = try members.messageIfPresent("following")
        ownInterval = try members.messageIfPresent("ownInterval")
        arithmetic = try members.strings("arithmetic")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("rule", rule)
        writer.member("urgency", urgency)
        writer.member("source", source)
        writer.member("grade", grade)
        writer.member("anchor", anchor)
        writer.member("following", following)
        writer.member("ownInterval", ownInterval)
        writer.member("arithmetic", arithmetic)
    }
}
