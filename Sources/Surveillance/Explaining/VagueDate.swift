/// A partial date on which the plan depends: it asks for the day.
public struct VagueDate: Hashable, Sendable {
    /// The row.
    public let fact: FactReference
    /// What would be different if it was the first day the date may mean, against the plan.
    public let ifFirst: [String]
    /// What would be different if it was the last such day (or the day of the plan, if that is earlier).
    public let ifLast: [String]
}
