import JSONText

/// A row of the work-list as it leaves for other systems.
public struct ExportRow: Hashable, Sendable {
    /// The patient's pseudonym: a keyed digest, which only this service leads back to the patient.
    public var pseudonym: String
    /// The row; without record number and names unless they were asked for.
    public var row: DueRow
    /// What is odd in the patient's record; empty unless it was asked for.
    public var remarks: [RemarkReport]

    /// The message with these members.
    public init(pseudonym: String, row: DueRow, remarks: [RemarkReport]) {
        self.pseudonym = pseudonym
        self.row = row
        self.remarks = remarks
    }
}

extension ExportRow: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        pseudonym = try members.string("pseudonym")
        row = try members.message("row")
        remarks = try members.messages("remarks")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("pseudonym", pseudonym)
        writer.member("row", row)
        writer.member("remarks", remarks)
    }
}
