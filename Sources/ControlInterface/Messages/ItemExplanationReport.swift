import JSONText

/// Why an item is owed when it is.
public struct ItemExplanationReport: Hashable, Sendable {
    /// The item.
    public var item: ItemReport
    /// How several rules were put together.
    public var merging: String?
    /// The rules, the leading one first.
    public var proposals: [ProposalReport]
    /// What holds it back, by whom, until when; or why nothing does although something was laid on it.
    public var hold: String?

    /// The message with these members.
    public init(item: ItemReport, merging: String? = nil, proposals: [ProposalReport], hold: String?) {
        self.item = item
        self.merging = merging
        self.proposals = proposals
        self.hold = hold
    }
}

extension ItemExplanationReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        item = try members.message("item")
        merging = try members.stringIfPresent("merging")
        proposals = try members.messages("proposals")
        hold = try members.stringIfPresent("hold")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("item", item)
        writer.member("merging", merging)
        writer.member("proposals", proposals)
        writer.member("hold", hold)
    }
}
