import JSONText

/// What became of a reload.
public struct ReloadReport: Hashable, Sendable {
    /// `unchanged`, `taken` or `refused`; before that, for a call with `more`, `reading` and `evaluating`.
    public var outcome: String
    /// Patients on the roster in force; while it is evaluated, those who are to be looked at.
    public var patients: Int
    /// Patients whose rows changed.
    public var changed: Int
    /// Patients missing from the export now.
    public var vanished: Int
    /// Patients back in the export.
    public var returned: Int
    /// Rows set aside.
    public var rejectedRows: Int
    /// Why it was refused.
    public var reasons: [String]
    /// How many patients have been looked at, while they are.
    public var done: Int?

    /// The message with these members.
    public init(
        outcome: String, patients: Int, changed: Int, vanished: Int, returned: Int, rejectedRows: Int,
        reasons: [String],
        done: Int? = nil
    ) {
        self.outcome = outcome
        self.patients = patients
        self.changed = changed
        self.vanished = vanished
        self.returned = returned
        self.rejectedRows = rejectedRows
        self.reasons = reasons
        self.done = done
    }
}

extension ReloadReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        outcome = try members.string("outcome")
        patients = try members.integer("patients")
        changed = try members.integer("changed")
        vanished = try members.integer("vanished")
        returned = try members.integer("returned")
        rejectedRows = try members.integer("rejectedRows")
        reasons = try members.strings("reasons")
        done = try members.integerIfPresent("done")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("outcome", outcome)
        writer.member("patients", patients)
        writer.member("changed", changed)
        writer.member("vanished", vanished)
        writer.member("returned", returned)
        writer.member("rejectedRows", rejectedRows)
        writer.member("reasons", reasons)
        writer.memberIfPresent("done", done)
    }
}
