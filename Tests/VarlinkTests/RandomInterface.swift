import TestSupport
import Varlink

/// Random interface descriptions that hold every construct, and random texts that nearly are some.
struct RandomInterface {
    private var generator: SplitMix64
    private var typeNames: [String] = []

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    mutating func interface() -> InterfaceDescription {
        typeNames = (0..<draw(4)).map { "Type\($0)" }
        var members = typeNames.map { name in
            let kind: InterfaceMember.Kind = draw(2) == 0 ? .structure(structure(3)) : .enumeration(enumeration())
            return InterfaceMember(name, kind, documentation: documentation())
        }
        for index in 0..<draw(4) {
            let kind = InterfaceMember.Kind.method(input: structure(3), output: structure(3))
            members.append(InterfaceMember("Method\(index)", kind, documentation: documentation()))
        }
        for index in 0..<draw(3) {
            members.append(InterfaceMember("Error\(index)", .error(structure(1)), documentation: documentation()))
        }
        members.shuffle(using: &generator)
        return InterfaceDescription("org.example.Random", members, documentation: documentation())
    }

    mutating func nearlyText() -> String {
        let words = [
            "interface", " ", "\n", "a.b", "type", "method", "error", " T ", "(", ")", ":", ",", "->", "?", "[]",
            "[string]", "int", "string", "x", "#", "é", "-", "_", "\u{301}", "\0",
        ]
        return "interface a.b\n" + (0..<draw(60)).map { _ in words[draw(words.count)] }.joined()
    }

    private mutating func draw(_ limit: Int) -> Int {
        Int.random(in: 0..<limit, using: &generator)
    }

    private mutating func documentation() -> [String] {
        guard draw(3) == 0 else { return [] }
        return (0..<draw(3)).map { _ in ["", "Plain.", "  indented # and more", "éü"][draw(4)] }
    }

    private mutating func structure(_ depth: Int) -> StructDefinition {
        StructDefinition(
            (0..<draw(5)).map { FieldDefinition("field_\($0)", type(depth), documentation: documentation()) })
    }

    private mutating func enumeration() -> EnumDefinition {
        EnumDefinition((0...draw(12)).map { EnumDefinition.Value("value\($0)", documentation: documentation()) })
    }

    private mutating func type(_ depth: Int) -> VarlinkType {
        switch draw(depth > 0 ? 11 : 6) {
        case 0: return .bool
        case 1: return .int
        case 2: return .float
        case 3: return .string
        case 4: return .object
        case 5: return typeNames.isEmpty ? .int : .named(typeNames[draw(typeNames.count)])
        case 6: return .array(type(depth - 1))
        case 7: return .map(type(depth - 1))
        case 8: return .structure(structure(depth - 1))
        case 9: return .enumeration(enumeration())
        default:
            let wrapped = type(depth - 1)
            if case .optional = wrapped { return wrapped }
            return .optional(wrapped)
        }
    }
}
