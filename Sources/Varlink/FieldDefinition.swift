/// One field of a struct: its name, its type, and what the description says of it.
public struct FieldDefinition: Sendable, Equatable {
    /// The comment lines above the field, without `#` and the space behind it.
    public let documentation: [String]

    /// The name, as `VarlinkName.isField` has it.
    public let name: String

    /// The type.
    public let type: VarlinkType

    /// A field from its parts.
    public init(_ name: String, _ type: VarlinkType, documentation: [String] = []) {
        self.documentation = documentation
        self.name = name
        self.type = type
    }
}
