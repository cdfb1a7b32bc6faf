import ControlInterface

/// Writes an export page by page; nothing takes its name before all of it is there.
protocol ExportWriter {
    mutating func add(_ page: ExportPage) throws
    /// No page follows.
    mutating func end() throws
}
