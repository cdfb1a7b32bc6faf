import LocatedTOML

/// A protocol file that may not be used, with everything that is wrong with it.
public struct ProtocolRefusal: Error, Hashable, Sendable {
    /// The faults, by line; never empty.
    public let faults: [ConfigurationFault]

    init(_ faults: [ConfigurationFault]) {
        self.faults = faults.sorted()
    }
}

extension ProtocolRefusal: CustomStringConvertible {
    /// One line for each fault: `FILE:LINE: key: reason; remedy`.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
