/// Why an item is owed when it is.
public struct ItemExplanation: Hashable, Sendable {
    /// The item with its dates.
    public let owed: OwedItem
    /// The proposals behind it, the leading one first.
    public let proposals: [ProposalExplanation]
    /// How the dates of several proposals were put together; nil where there is one.
    public let merging: String?

    init(_ owed: OwedItem, proposals: [ProposalExplanation]) {
        self.owed = owed
        self.proposals = proposals
        merging =
            proposals.count == 1
            ? nil
            : "\(owed.rule.rawValue) leads as the most urgent (then the earliest due); "
                + "each date is the earliest that any of the \(proposals.count) rules gives"
    }
}
