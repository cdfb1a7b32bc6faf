import GRDB
import RosterReading

/// A fault of a row of the roster in force, as stored: in the words in which it was told.
public struct StoredFault: Hashable, Sendable {
    /// The file.
    public let file: String
    /// The line on which the row begins.
    public let row: Int
    /// The column; nil where the whole row is meant.
    public let column: String?
    /// Why it cannot be used.
    public let reason: String
    /// What to write instead.
    public let remedy: String

    /// The fault of a reading.
    public init(_ fault: RosterFault) {
        file = fault.file.rawValue
        row = fault.row
        column = fault.column
        reason = fault.reason
        remedy = fault.remedy
    }

    init(_ row: Row) {
        (file, self.row, column, reason, remedy) = (row[0], row[1], row[2], row[3], row[4])
    }
}
