/// A configuration file of which nothing could be read: it cannot be opened, is no text, or is no TOML.
public struct ConfigurationRefusal: Error, Hashable, Sendable {
    /// What is wrong, by line; never empty.
    public let faults: [ConfigurationFault]

    /// A refusal for these faults, which are put in order of their lines.
    public init(_ faults: [ConfigurationFault]) {
        self.faults = faults.sorted()
    }
}

extension ConfigurationRefusal: CustomStringConvertible {
    /// One line for each fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
