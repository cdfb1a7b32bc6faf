import JSONText

/// Checks parameters against an interface's description, so that handlers need not.
///
/// Integers pass as `float`; `null` and absence are one; maps may hold any key.
struct ParameterValidator {
    private let types: [String: VarlinkType]

    init(_ interface: InterfaceDescription) {
        var types: [String: VarlinkType] = [:]
        for member in interface.members {
            switch member.kind {
            case .structure(let fields): types[member.name] = .structure(fields)
            case .enumeration(let values): types[member.name] = .enumeration(values)
            case .method, .error: break
            }
        }
        self.types = types
    }

    /// The path of the first field that is unknown, missing or of the wrong type; nil where all is well.
    func faultyField(of object: JSONObject, against definition: StructDefinition) -> String? {
        for (key, value) in object {
            guard let field = definition[key] else { return key }
            if let inner = fault(in: value, field.type) { return key + inner }
        }
        for field in definition.fields where object[field.name] == nil && fault(in: .null, field.type) != nil {
            return field.name
        }
        return nil
    }

    /// Where below the value the fault lies: empty for the value itself, nil where there is none.
    ///
    /// The path grows on the way back from a fault, so that sound parameters cost no strings.
    private func fault(in value: JSONValue, _ type: VarlinkType) -> String? {
        switch type {
        case .bool: return value.boolValue == nil ? "" : nil
        case .int: return value.integerValue == nil ? "" : nil
        case .float: return value.numberValue == nil ? "" : nil
        case .string: return value.stringValue == nil ? "" : nil
        case .object: return value.objectValue == nil ? "" : nil
        case .named(let name): return types[name].map { fault(in: value, $0) } ?? ""
        case .optional(let wrapped): return value.isNull ? nil : fault(in: value, wrapped)
        case .array(let type):
            guard let elements = value.arrayValue else { return "" }
            for (place, element) in elements.enumerated() {
                if let inner = fault(in: element, type) { return "[\(place)]\(inner)" }
            }
            return nil
        case .map(let type):
            guard let object = value.objectValue else { return "" }
            for (key, element) in object {
                if let inner = fault(in: element, type) { return ".\(key)\(inner)" }
            }
            return nil
        case .structure(let definition):
            guard let object = value.objectValue else { return "" }
            return faultyField(of: object, against: definition).map { "." + $0 }
        case .enumeration(let definition):
            let name = value.stringValue
            return definition.values.contains { $0.name == name } ? nil : ""
        }
    }
}
