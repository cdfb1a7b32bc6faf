/// The ways in which a text can fail to be an interface description.
public enum InterfaceFault: Sendable, Hashable {
    /// A character that no token starts with.
    case strayCharacter
    /// Something else was due; the value says what, as in `'('`.
    case expected(String)
    /// The interface's name is no reverse domain.
    case invalidInterfaceName(String)
    /// The name of a type, method or error breaks the rule.
    case invalidMemberName(String)
    /// The name of a field or enum value breaks the rule.
    case invalidFieldName(String)
    /// Two members have this name.
    case duplicateMember(String)
    /// Two fields or values beside one another have this name.
    case duplicateField(String)
    /// No type of this name is defined.
    case unknownType(String)
    /// A `?` directly behind another.
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
