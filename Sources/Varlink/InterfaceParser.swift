/// Reads an interface description by recursive descent, one token ahead.
struct InterfaceParser {
    /// Types within types; each level costs stack.
    static let maximumDepth = 32

    private var scanner: InterfaceScanner
    private var token: InterfaceToken
    private var references: [(name: String, token: InterfaceToken)] = []
    private var depth = 0

    init(_ text: String) throws(InterfaceParseError) {
        scanner = InterfaceScanner(text)
        token = try scanner.next()
    }

    mutating func readInterface() throws(InterfaceParseError) -> InterfaceDescription {
        let documentation = token.documentation
        guard token.kind == .word("interface") else { throw token.fault(.expected("'interface'")) }
        try advance()
        let name = try takeWord("the interface's name", VarlinkName.isInterface) { .invalidInterfaceName($0) }
        var members: [InterfaceMember] = []
        var names: Set<String> = []
        while token.kind != .end { members.append(try readMember(&names)) }
        let types = members.lazy.filter(\.isType).map(\.name)
        for reference in references where !types.contains(reference.name) {
            throw reference.token.fault(.unknownType(reference.name))
        }
        return InterfaceDescription(name, members, documentation: documentation)
    }

    private mutating func readMember(_ names: inout Set<String>) throws(InterfaceParseError) -> InterfaceMember {
        let start = token
        guard case .word(let keyword) = start.kind, ["type", "method", "error"].contains(keyword) else {
            throw start.fault(.expected("'type', 'method' or 'error'"))
        }
        try advance()
        let nameToken = token
        let name = try takeWord("a name", VarlinkName.isMember) { .invalidMemberName($0) }
        guard names.insert(name).inserted else { throw nameToken.fault(.duplicateMember(name)) }
        let kind: InterfaceMember.Kind
        switch keyword {
        case "type":
            kind = try readList().kind
        case "method":
            let input = try readFields()
            guard token.kind == .arrow else { throw token.fault(.expected("'->'")) }
            try advance()
            kind = .method(input: input, output: try readFields())
        default:
            kind = .error(try readFields())
        }
        return InterfaceMember(name, kind, documentation: start.documentation)
    }

    private mutating func readType() throws(InterfaceParseError) -> VarlinkType {
        guard depth < Self.maximumDepth else { throw token.fault(.tooDeep) }
        depth += 1
        defer { depth -= 1 }
        switch token.kind {
        case .symbol("?"):
            try advance()
            if token.kind == .symbol("?") { throw token.fault(.doubleOptional) }
            return .optional(try readType())
        case .symbol("["):
            try advance()
            let isMap = token.kind == .word("string")
            if isMap { try advance() }
            try take("]")
            return isMap ? .map(try readType()) : .array(try readType())
        case .symbol("("):
            return try readList().type
        case .word(let word):
            return try readNamedType(word)
        case .symbol, .arrow, .end:
            throw token.fault(.expected("a type"))
        }
    }

    private mutating func readNamedType(_ word: String) throws(InterfaceParseError) -> VarlinkType {
        let start = token
        try advance()
        switch word {
        case "bool": return .bool
        case "int": return .int
        case "float": return .float
        case "string": return .string
        case "object": return .object
        default:
            guard VarlinkName.isMember(word) else { throw start.fault(.unknownType(word)) }
            references.append((word, start))
            return .named(word)
        }
    }

    /// Reads fields where a list of bare names would be no answer.
    private mutating func readFields() throws(InterfaceParseError) -> StructDefinition {
        let start = token
        switch try readList() {
        case .structure(let fields): return fields
        case .enumeration: throw start.fault(.expected("a list of 'name: type'"))
        }
    }

    /// Reads what stands in parentheses; the first item decides whether it is fields or bare names.
    private mutating func readList() throws(InterfaceParseError) -> InterfaceList {
        try take("(")
        var fields: [FieldDefinition] = []
        var values: [EnumDefinition.Value] = []
        var names: Set<String> = []
        if token.kind == .symbol(")") {
            try advance()
            return .structure(StructDefinition())
        }
        while true {
            let start = token
            let name = try takeWord("a field's name", VarlinkName.isField) { .invalidFieldName($0) }
            guard names.insert(name).inserted else { throw start.fault(.duplicateField(name)) }
            if values.isEmpty, !fields.isEmpty || token.kind == .symbol(":") {
                try take(":")
                fields.append(FieldDefinition(name, try readType(), documentation: start.documentation))
            } else {
                values.append(EnumDefinition.Value(name, documentation: start.documentation))
            }
            if token.kind == .symbol(",") {
                try advance()
                continue
            }
            guard token.kind == .symbol(")") else { throw token.fault(.expected("',' or ')'")) }
            try advance()
            return values.isEmpty ? .structure(StructDefinition(fields)) : .enumeration(EnumDefinition(values))
        }
    }

    private mutating func take(_ symbol: Unicode.Scalar) throws(InterfaceParseError) {
        guard token.kind == .symbol(symbol) else { throw token.fault(.expected("'\(symbol)'")) }
        try advance()
    }

    private mutating func takeWord(
        _ what: String, _ isValid: (String) -> Bool, _ fault: (String) -> InterfaceFault
    ) throws(InterfaceParseError) -> String {
        guard case .word(let word) = token.kind else { throw token.fault(.expected(what)) }
        guard isValid(word) else { throw token.fault(fault(word)) }
        try advance()
        return word
    }

    private mutating func advance() throws(InterfaceParseError) {
        token = try scanner.next()
    }
}
