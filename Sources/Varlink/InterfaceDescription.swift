/// An interface as its `.varlink` text describes it: a name, documentation, and members in the order of the text.
///
/// `text` writes it in one canonical layout, and reading that layout gives an equal description. The reader keeps the
/// comment lines directly above the interface, a member, a field or a value; comments elsewhere are not kept.
public struct InterfaceDescription: Sendable, Equatable {
    /// The comment lines above `interface`, without `#` and the space behind it.
    public let documentation: [String]

    /// The reverse-domain name, as `VarlinkName.isInterface` has it.
    public let name: String

    /// Types, methods and errors in the order of the text.
    public let members: [InterfaceMember]

    /// A description from its parts, taken as they are: only `init(parsing:)` checks names and references.
    public init(_ name: String, _ members: [InterfaceMember], documentation: [String] = []) {
        self.documentation = documentation
        self.name = name
        self.members = members
    }

    /// Reads a description and checks its names, that none stands twice, and that every type it uses is there.
    ///
    /// - Throws: the first fault, with its line and column.
    public init(parsing text: String) throws(InterfaceParseError) {
        var parser = try InterfaceParser(text)
        self = try parser.readInterface()
    }

    /// The description in the canonical layout, ending in a line feed.
    public var text: String { InterfaceFormatter().text(of: self) }

    /// The member of a name, or nil.
    public subscript(name: String) -> InterfaceMember? {
        members.first { $0.name == name }
    }

    /// The names of the methods, in the order of the text.
    public var methodNames: [String] {
        members.compactMap { member in
            guard case .method = member.kind else { return nil }
            return member.name
        }
    }
}
