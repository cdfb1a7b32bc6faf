import ControlInterface

extension DueRequest {
    /// What narrows the list, for the audit trail; patient and item stand there by themselves.
    var words: String {
        [
            asOf.map { "as of \($0)" }, within.map { "within \($0)" },
            statuses.map { "status \($0.joined(separator: " "))" }, clinic.map { "clinic \($0)" },
            owner.map { "owner \($0)" }, unbooked == true ? "unbooked" : nil, all == true ? "all" : nil,
        ].compactMap { $0.map { ", \($0)" } }.joined()
    }
}
