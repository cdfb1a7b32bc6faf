/// An interface as its `.varlink` text describes it: a name, documentation, and members in the order of the text.
///
/// `text` writes it in one canonical layout, and reading that layout gives an equal description. The reader keeps the
/// comment lines directly above the interface, a member, a field or a value; comments elsewhere are not kept.
public struct InterfaceDescription: Sendable, Equatable {
    /// The comment lines above `interface`, without `#` and the space behind it.
    public let documentation: [String]

    /// The reverse-domain name, as `VarlinkName.isInterface` requires it.
    public let name: String

    /// Types, methods and errors in the order of the text.
    public let members: [InterfaceMember]

    /// Makes a description from its parts, unchecked: only `init(parsing:)` checks names and references.
    public init(_ name: String, _ members: [InterfaceMember], documentation: [String] = []) {
        self.documentation = documentation
        self.name = name
        self.members = members
    }

    /// Reads a description and checks its names: each is valid and unique, and every type used is defined.
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

/// What an interface consists of: types, methods and errors, which share one space of names.
public struct InterfaceMember: Sendable, Equatable {
    /// The kind of a member with the data specific to it.
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

    /// The name, as `VarlinkName.isMember` requires it.
    public let name: String

    /// What the member is.
    public let kind: Kind

    /// A member from its parts.
    public init(_ name: String, _ kind: Kind, documentation: [String] = []) {
        self.documentation = documentation
        self.name = name
        self.kind = kind
    }

    /// Whether a field can have this member as its type: a struct or an enum.
    var isType: Bool {
        switch kind {
        case .structure, .enumeration: true
        case .method, .error: false
        }
    }
}

/// A type in an interface description.
///
/// Source: the interface definition grammar of Varlink, UAPI.20.
public indirect enum VarlinkType: Sendable, Equatable {
    /// `bool`: true or false.
    case bool
    /// `int`: a 64-bit integer.
    case int
    /// `float`: a 64-bit double; integers are floats too.
    case float
    /// `string`: text.
    case string
    /// `object`: any JSON object.
    case object
    /// A type the interface defines by name.
    case named(String)
    /// `?type`: the type, or null or absent. Never doubled.
    case optional(VarlinkType)
    /// `[]type`: elements of one type.
    case array(VarlinkType)
    /// `[string]type`: values of one type under any keys.
    case map(VarlinkType)
    /// `(name: type, …)`: fields written in place.
    case structure(StructDefinition)
    /// `(name, …)`: one of the names written in place.
    case enumeration(EnumDefinition)
}

/// Fields in order, each name once: a struct type, a method's input or output, or an error's fields.
public struct StructDefinition: Sendable, Equatable {
    /// The fields, in the order of the description.
    public let fields: [FieldDefinition]

    /// A struct of the given fields.
    public init(_ fields: [FieldDefinition] = []) {
        self.fields = fields
    }

    /// The field of a name, or nil.
    public subscript(name: String) -> FieldDefinition? {
        fields.first { $0.name == name }
    }
}

/// One field of a struct: its name, its type, and its documentation.
public struct FieldDefinition: Sendable, Equatable {
    /// The comment lines above the field, without `#` and the space behind it.
    public let documentation: [String]

    /// The name, as `VarlinkName.isField` requires it.
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

/// Names in order, each once; a value is one of them, on the wire a string.
public struct EnumDefinition: Sendable, Equatable {
    /// One name of an enum, and its documentation.
    public struct Value: Sendable, Equatable {
        /// The comment lines above the name, without `#` and the space behind it.
        public let documentation: [String]

        /// The name, as `VarlinkName.isField` requires it.
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

/// The rules for names in interface descriptions.
///
/// Source: the interface definition grammar of Varlink, UAPI.20.
public enum VarlinkName {
    /// Whether the text can name an interface: a reverse domain of two labels or more, as in `org.example.Thing`.
    ///
    /// Labels consist of letters, digits and inner hyphens; the first one starts with a letter.
    public static func isInterface(_ text: some StringProtocol) -> Bool {
        let labels = Array(text.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let first = text.utf8.first, isLetter(first) else { return false }
        return labels.allSatisfy { label in
            guard let first = label.first, let last = label.last else { return false }
            return isAlphanumeric(first) && isAlphanumeric(last)
                && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
    }

    /// Whether the text can name a type, a method or an error: an upper-case letter, then letters and digits.
    public static func isMember(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, isUpperCase(first) else { return false }
        return text.utf8.allSatisfy(isAlphanumeric)
    }

    /// Whether the text can name a field or a value of an enum: a letter, then letters, digits and single
    /// underscores, none of them last.
    public static func isField(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        var wasUnderscore = false
        for byte in text.utf8 {
            let isUnderscore = byte == UInt8(ascii: "_")
            guard isAlphanumeric(byte) || (isUnderscore && !wasUnderscore) else { return false }
            wasUnderscore = isUnderscore
        }
        return !wasUnderscore
    }

    private static func isUpperCase(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        isUpperCase(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// Writes interface descriptions in one layout: a list stays on its line if it fits and holds no comment; otherwise
/// it has one item per line, indented by two spaces.
struct InterfaceFormatter {
    /// Columns a line may take before its lists are broken.
    private static let lineLimit = 100

    /// An item of a list before layout.
    private struct Item {
        let documentation: [String]
        let name: String
        let type: VarlinkType?
    }

    func text(of interface: InterfaceDescription) -> String {
        var text = comment(interface.documentation, indent: 0) + "interface \(interface.name)\n"
        for member in interface.members {
            text += "\n" + comment(member.documentation, indent: 0) + declaration(of: member) + "\n"
        }
        return text
    }

    private func declaration(of member: InterfaceMember) -> String {
        switch member.kind {
        case .structure(let fields):
            return list(items(fields), after: "type \(member.name) ", indent: 0, reserve: 0)
        case .enumeration(let values):
            return list(items(values), after: "type \(member.name) ", indent: 0, reserve: 0)
        case .method(let input, let output):
            let arrow = " -> "
            let start = list(items(input), after: "method \(member.name)", indent: 0, reserve: arrow.count + 2)
            return list(items(output), after: start + arrow, indent: 0, reserve: 0)
        case .error(let fields):
            return list(items(fields), after: "error \(member.name) ", indent: 0, reserve: 0)
        }
    }

    private func items(_ fields: StructDefinition) -> [Item] {
        fields.fields.map { Item(documentation: $0.documentation, name: $0.name, type: $0.type) }
    }

    private func items(_ values: EnumDefinition) -> [Item] {
        values.values.map { Item(documentation: $0.documentation, name: $0.name, type: nil) }
    }

    /// The text before, followed by the list, laid out so that its first line and `reserve` more columns fit.
    private func list(_ items: [Item], after before: String, indent: Int, reserve: Int) -> String {
        let column = before.count - (before.lastIndex(of: "\n").map { before[...$0].count } ?? 0)
        if items.isEmpty { return before + "()" }
        let inline = "(" + items.map(inline).joined(separator: ", ") + ")"
        if column + inline.count + reserve <= Self.lineLimit, !items.contains(where: holdsComment) {
            return before + inline
        }
        let inner = indent + 1
        let lines = items.map { item in
            let start = margin(inner) + item.name
            return comment(item.documentation, indent: inner)
                + (item.type.map { type($0, after: start + ": ", indent: inner) } ?? start)
        }
        return before + "(\n" + lines.joined(separator: ",\n") + "\n" + margin(indent) + ")"
    }

    private func type(_ type: VarlinkType, after before: String, indent: Int) -> String {
        switch type {
        case .bool: before + "bool"
        case .int: before + "int"
        case .float: before + "float"
        case .string: before + "string"
        case .object: before + "object"
        case .named(let name): before + name
        case .optional(let wrapped): self.type(wrapped, after: before + "?", indent: indent)
        case .array(let element): self.type(element, after: before + "[]", indent: indent)
        case .map(let value): self.type(value, after: before + "[string]", indent: indent)
        case .structure(let fields): list(items(fields), after: before, indent: indent, reserve: 1)
        case .enumeration(let values): list(items(values), after: before, indent: indent, reserve: 1)
        }
    }

    /// An item on one line, without its comments.
    private func inline(_ item: Item) -> String {
        guard let type = item.type else { return item.name }
        return item.name + ": " + inline(type)
    }

    private func inline(_ type: VarlinkType) -> String {
        switch type {
        case .bool, .int, .float, .string, .object, .named: self.type(type, after: "", indent: 0)
        case .optional(let wrapped): "?" + inline(wrapped)
        case .array(let element): "[]" + inline(element)
        case .map(let value): "[string]" + inline(value)
        case .structure(let fields): "(" + items(fields).map(inline).joined(separator: ", ") + ")"
        case .enumeration(let values): "(" + items(values).map(inline).joined(separator: ", ") + ")"
        }
    }

    private func holdsComment(_ item: Item) -> Bool {
        !item.documentation.isEmpty || (item.type.map(holdsComment) ?? false)
    }

    private func holdsComment(_ type: VarlinkType) -> Bool {
        switch type {
        case .bool, .int, .float, .string, .object, .named: false
        case .optional(let inner), .array(let inner), .map(let inner): holdsComment(inner)
        case .structure(let fields): items(fields).contains(where: holdsComment)
        case .enumeration(let values): items(values).contains(where: holdsComment)
        }
    }

    private func comment(_ lines: [String], indent: Int) -> String {
        lines.map { margin(indent) + ($0.isEmpty ? "#" : "# " + $0) + "\n" }.joined()
    }

    private func margin(_ indent: Int) -> String {
        String(repeating: "  ", count: indent)
    }
}
