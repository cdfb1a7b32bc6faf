/// A text that is no interface description, with the place where that shows.
public struct InterfaceParseError: Error, Sendable, Hashable {
    /// The rule that was broken.
    public let fault: InterfaceFault

    /// The line, counted from 1.
    public let line: Int

    /// The column in Unicode scalars, counted from 1.
    public let column: Int

    /// An error with its place.
    public init(_ fault: InterfaceFault, line: Int, column: Int) {
        self.fault = fault
        self.line = line
        self.column = column
    }
}

extension InterfaceParseError: CustomStringConvertible {
    /// Where, what and the fix in one line.
    public var description: String {
        "interface description, line \(line), column \(column): \(fault.explanation). \(fault.remedy)"
    }
}
