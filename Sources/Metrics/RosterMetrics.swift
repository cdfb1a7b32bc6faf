/// The roster in force, in numbers.
public struct RosterMetrics: Hashable, Sendable {
    /// When it was taken, in seconds since 1970.
    public var loadedAt: Int
    /// When its files were written, in seconds since 1970.
    public var exportedAt: Int
    /// Rows set aside.
    public var rejectedRows: Int

    /// A roster with these numbers.
    public init(loadedAt: Int, exportedAt: Int, rejectedRows: Int) {
        self.loadedAt = loadedAt
        self.exportedAt = exportedAt
        self.rejectedRows = rejectedRows
    }
}
