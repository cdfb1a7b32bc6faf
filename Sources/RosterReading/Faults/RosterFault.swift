/// A fault of one row or resource of a roster, with its place.
public struct RosterFault: Hashable, Sendable {
    /// The file.
    public let file: RosterFile
    /// The line on which the row or resource begins, the first being 1.
    public let row: Int
    /// What is wrong there.
    public let fault: FieldFault

    /// A fault at a place.
    package init(file: RosterFile, row: Int, fault: FieldFault) {
        self.file = file
        self.row = row
        self.fault = fault
    }

    /// The column by its header name; nil where the whole row is meant.
    public var column: String? { fault.column }
    /// What is wrong.
    public var kind: RosterFaultKind { fault.kind }
    /// What it costs.
    public var severity: FaultSeverity { fault.severity }
    /// Why it cannot be used.
    public var reason: String { fault.reason }
    /// What to write or do instead.
    public var remedy: String { fault.remedy }
    /// The faulty value, only where the column holds a code or a clinical date.
    public var shownValue: String? { fault.shownValue }

    /// The same fault so many lines further on.
    func moved(by lines: Int) -> RosterFault { RosterFault(file: file, row: row + lines, fault: fault) }
}

extension RosterFault: CustomStringConvertible {
    /// `FILE:ROW:COLUMN: REASON; REMEDY`
    public var description: String { "\(file.rawValue):\(row):\(column == nil ? " " : "")\(fault)" }
}
