import JSONText

/// Why an item is owed when it is.
public struct ItemExplanationReport: Hashable, Sendable {
    /// The item.
    public var item: ItemReport
    /// How several rules were put together.
    public var merging: String?
    /// The rules, the leading one first.
    public var proposals: [ProposalReport]

    /// The message with these members.
    public init(item: ItemReport, merging: String? = nil, proposals: [ProposalReport]) {
        self.item = item
        self.merging = merging
        self.proposals = proposals
    }
}

extension ItemExplanationReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        item = try members.message("item")
        merging = try members.stringIfPresent("merging")
        proposals = try members.messages("proposals")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("item", item)
        writer.member("merging", merging)
        writer.member("proposals", proposals)
    }
}
