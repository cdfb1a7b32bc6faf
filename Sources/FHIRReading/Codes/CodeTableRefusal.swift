import LocatedTOML

/// Code tables that may not be used, with everything that is wrong with them.
public struct CodeTableRefusal: Error, Hashable, Sendable {
    /// The faults, by file and line; never empty.
    public let faults: [ConfigurationFault]

    init(_ faults: [ConfigurationFault]) { self.faults = faults.sorted() }
}

extension CodeTableRefusal: CustomStringConvertible {
    /// One line for each fault: `FILE:LINE: key: reason; remedy`.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
