/// Reads an interface description by recursive descent, one token ahead.
struct InterfaceParser {
    /// The limit for nested types; each level costs stack.
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

    /// Reads fields, where a list of bare names is not allowed.
    private mutating func readFields() throws(InterfaceParseError) -> StructDefinition {
        let start = token
        switch try readList() {
        case .structure(let fields): return fields
        case .enumeration: throw start.fault(.expected("a list of 'name: type'"))
        }
    }

    /// Reads what stands in parentheses; the first item decides whether it holds fields or bare names.
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

/// What stands in parentheses in an interface description.
enum InterfaceList {
    case structure(StructDefinition)
    case enumeration(EnumDefinition)

    /// As the body of a `type` declaration.
    var kind: InterfaceMember.Kind {
        switch self {
        case .structure(let fields): .structure(fields)
        case .enumeration(let values): .enumeration(values)
        }
    }

    /// As a type written in place.
    var type: VarlinkType {
        switch self {
        case .structure(let fields): .structure(fields)
        case .enumeration(let values): .enumeration(values)
        }
    }
}

/// Cuts an interface description into tokens and gathers the comments above each.
struct InterfaceScanner {
    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var line = 1
    private var lineStart = 0
    /// The line on which the last token ended; a comment after it on that line does not belong to the next token.
    private var tokenLine = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func next() throws(InterfaceParseError) -> InterfaceToken {
        let documentation = skipToToken()
        let start = place
        let kind = takeToken()
        guard let kind else {
            throw InterfaceParseError(.strayCharacter, line: line, column: start - lineStart + 1)
        }
        tokenLine = line
        return InterfaceToken(kind: kind, documentation: documentation, line: line, column: start - lineStart + 1)
    }

    private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private mutating func skipToToken() -> [String] {
        var documentation: [String] = []
        while let scalar = current {
            switch scalar {
            case " ", "\t", "\r":
                place += 1
            case "\n":
                place += 1
                line += 1
                lineStart = place
            case "#":
                let comment = takeComment()
                if line != tokenLine { documentation.append(comment) }
            default:
                return documentation
            }
        }
        return documentation
    }

    /// Takes a comment up to the end of its line, without `#`, one space after it, and trailing white space.
    private mutating func takeComment() -> String {
        var start = place + 1
        while let scalar = current, scalar != "\n" { place += 1 }
        var end = place
        if start < end, scalars[start] == " " { start += 1 }
        while end > start, [" ", "\t", "\r"].contains(scalars[end - 1]) { end -= 1 }
        return text(start..<end)
    }

    private mutating func takeToken() -> InterfaceToken.Kind? {
        guard let first = current else { return .end }
        switch first {
        case "(", ")", ":", ",", "?", "[", "]":
            place += 1
            return .symbol(first)
        case "-":
            guard place + 1 < scalars.count, scalars[place + 1] == ">" else { return nil }
            place += 2
            return .arrow
        default:
            let start = place
            while let scalar = current, isWord(scalar), !isArrow { place += 1 }
            return place > start ? .word(text(start..<place)) : nil
        }
    }

    private var isArrow: Bool {
        place + 1 < scalars.count && scalars[place] == "-" && scalars[place + 1] == ">"
    }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ".", "-": true
        default: false
        }
    }

    private func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }
}

/// One token of an interface description, with its place and the comment lines above it.
struct InterfaceToken {
    enum Kind: Equatable {
        case word(String)
        case symbol(Unicode.Scalar)
        case arrow
        case end
    }

    let kind: Kind
    let documentation: [String]
    let line: Int
    let column: Int

    func fault(_ fault: InterfaceFault) -> InterfaceParseError {
        InterfaceParseError(fault, line: line, column: column)
    }
}

/// A text that is not an interface description, with the place of the fault.
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

/// The ways in which a text fails to be an interface description.
public enum InterfaceFault: Sendable, Hashable {
    /// A character that no token starts with.
    case strayCharacter
    /// Something else was expected; the value says what, as in `'('`.
    case expected(String)
    /// The interface's name is not a reverse domain.
    case invalidInterfaceName(String)
    /// The name of a type, method or error breaks the rule.
    case invalidMemberName(String)
    /// The name of a field or enum value breaks the rule.
    case invalidFieldName(String)
    /// Two members have this name.
    case duplicateMember(String)
    /// Two fields or values in one list have this name.
    case duplicateField(String)
    /// No type of this name is defined.
    case unknownType(String)
    /// A `?` directly behind a `?`.
    case doubleOptional
    /// Types nest deeper than `InterfaceParser.maximumDepth`.
    case tooDeep

    /// What is wrong, as a clause without a full stop.
    public var explanation: String {
        switch self {
        case .strayCharacter: "a character has no meaning here"
        case .expected(let what): "\(what) was expected here"
        case .invalidInterfaceName(let name): "'\(name)' cannot name an interface"
        case .invalidMemberName(let name): "'\(name)' cannot name a type, method or error"
        case .invalidFieldName(let name): "'\(name)' cannot name a field or value"
        case .duplicateMember(let name): "'\(name)' is defined twice"
        case .duplicateField(let name): "'\(name)' stands twice in one list"
        case .unknownType(let name): "the type '\(name)' is not defined"
        case .doubleOptional: "a type is marked nullable twice"
        case .tooDeep: "types nest too deeply"
        }
    }

    /// What the author of the text can do about it, as a sentence.
    public var remedy: String {
        switch self {
        case .strayCharacter: "Remove it, or start a comment with '#'."
        case .expected(let what): "Write \(what)."
        case .invalidInterfaceName: "Use a reverse domain such as org.example.Thing."
        case .invalidMemberName: "Start with an upper-case letter and use letters and digits only."
        case .invalidFieldName: "Start with a letter; use letters, digits and single underscores between them."
        case .duplicateMember, .duplicateField: "Rename or remove one of them."
        case .unknownType: "Define it with 'type', or correct its spelling."
        case .doubleOptional: "Write one '?'."
        case .tooDeep: "Give an inner type a name of its own."
        }
    }
}
