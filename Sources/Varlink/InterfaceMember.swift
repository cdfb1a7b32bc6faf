/// What an interface consists of: types, methods and errors, which share one space of names.
public struct InterfaceMember: Sendable, Equatable {
    /// The kind of a member with what only that kind has.
    public enum Kind: Sendable, Equatable {
        /// `type Name (name: type, …)`.
        case structure(StructDefinition)
        /// `type Name (name, …)`.
        case enumeration(EnumDefinition)
        /// `method Name(…) -> (…)`.
        case method(input: StructDefinition, output: StructDefinition)
        /// `error Name (…)`.
        case error(StructDefinition)
    }

    /// The comment lines above the member, without `#` and the space behind it.
    public let documentation: [String]

    /// The name, as `VarlinkName.isMember` has it.
    public let name: String

    /// What the member is.
    public let kind: Kind

    /// A member from its parts.
    public init(_ name: String, _ kind: Kind, documentation: [String] = []) {
        self.documentation = documentation
        self.name = name
        self.kind = kind
    }

    /// Whether fields can be of this member: a struct or an enum.
    var isType: Bool {
        switch kind {
        case .structure, .enumeration: true
        case .method, .error: false
        }
    }
}
