import JSONText

/// What a user wants to lay on an item or a patient for a time.
public struct LeaseRequest: Hashable, Sendable {
    /// Medical record number, or the pseudonym of a log.
    public var patient: String
    /// `ack`, `snooze`, `decline`, `defer` or `close`.
    public var kind: String
    /// The item; none for what is laid on the patient.
    public var item: String?
    /// The last day on which it is to hold: a day, or an interval from today such as `2w`.
    public var until: String?
    /// Why.
    public var reason: String?
    /// Confirm a colleague's, instead of laying one.
    public var second: Bool?
    /// Only say what would change.
    public var dryRun: Bool?

    /// The message with these members.
    public init(
        patient: String, kind: String, item: String? = nil, until: String? = nil, reason: String? = nil,
        second: Bool? = nil, dryRun: Bool? = nil
    ) {
        self.patient = patient
        self.kind = kind
        self.item = item
        self.until = until
        self.reason = reason
        self.second = second
        self.dryRun = dryRun
    }
}

extension LeaseRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        patient = try members.string("patient")
        kind = try members.string("kind")
        item = try members.stringIfPresent("item")
        until = try members.stringIfPresent("until")
        reason = try members.stringIfPresent("reason")
        second = try members.booleanIfPresent("second")
        dryRun = try members.booleanIfPresent("dryRun")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("patient", patient)
        writer.member("kind", kind)
        writer.memberIfPresent("item", item)
        writer.memberIfPresent("until", until)
        writer.memberIfPresent("reason", reason)
        writer.memberIfPresent("second", second)
        writer.memberIfPresent("dryRun", dryRun)
    }
}
