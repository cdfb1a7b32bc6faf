/// Names in order, each once, of which a value is one; on the wire a string.
public struct EnumDefinition: Sendable, Equatable {
    /// One name of an enum, and what the description says of it.
    public struct Value: Sendable, Equatable {
        /// The comment lines above the name, without `#` and the space behind it.
        public let documentation: [String]

        /// The name, as `VarlinkName.isField` has it.
        public let name: String

        /// A value from its parts.
        public init(_ name: String, documentation: [String] = []) {
            self.documentation = documentation
            self.name = name
        }
    }

    /// The values, in the order of the description; never empty.
    public let values: [Value]

    /// An enum of the given values.
    public init(_ values: [Value]) {
        self.values = values
    }
}
