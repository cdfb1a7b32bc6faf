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

    /// A fault of one element of a resource; it shows no value.
    package init(element: String?, kind: RosterFaultKind, reason: String, remedy: String) {
        self.init(
            column: element, kind: kind, severity: kind.severity, reason: reason, remedy: remedy, shownValue: nil)
    }

    init(
        column: String?, kind: RosterFaultKind, severity: FaultSeverity, reason: String, remedy: String,
        shownValue: String?
    ) {
        self.column = column
        self.kind = kind
        self.severity = severity
        self.reason = reason
        self.remedy = remedy
        self.shownValue = shownValue
    }
}

extension FieldFault: CustomStringConvertible {
    /// `COLUMN: REASON; REMEDY`
    public var description: String { "\(column.map { "\($0): " } ?? "")\(reason); \(remedy)" }
}
