/// What is wrong with one field or one row, why, and what to write instead. It names no person.
public struct FieldFault: Error, Hashable, Sendable {
    /// The column by its header name; nil where the whole row is meant.
    public let column: String?
    /// What is wrong.
    public let kind: RosterFaultKind
    /// What it costs.
    public let severity: FaultSeverity
    /// Why it cannot be used, in one clause.
    public let reason: String
    /// What to write or do instead, in one clause; never empty.
    public let remedy: String
    /// The faulty value, cut to 40 characters and free of control characters; nil in every column that may hold a person.
    public let shownValue: String?
}

extension FieldFault: CustomStringConvertible {
    /// `COLUMN: REASON; REMEDY`
    public var description: String { "\(column.map { "\($0): " } ?? "")\(reason); \(remedy)" }
}
