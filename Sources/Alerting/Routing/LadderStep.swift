/// A step of a route's ladder: who else is told where nothing has come of telling the first.
public struct LadderStep: Hashable, Sendable {
    /// What has to have lasted.
    public enum Condition: String, CaseIterable, Hashable, Sendable {
        /// The item has been due and nobody has taken it on.
        case unowned
        /// The item has been overdue.
        case overdue
    }

    /// What has to have lasted.
    public let condition: Condition
    /// For how many working days; for an emergency, days.
    public let workingDays: Int
    /// Who is told; where nobody is named, whoever the next step names is told in their place.
    public let receivers: [String]

    /// A step of these parts.
    public init(_ condition: Condition, for workingDays: Int, receivers: [String]) {
        self.condition = condition
        self.workingDays = workingDays
        self.receivers = receivers
    }
}
