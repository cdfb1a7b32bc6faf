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
