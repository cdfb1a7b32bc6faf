import JSONText

/// The interfaces a service offers; it routes each call to the method that answers it.
///
/// `org.varlink.service` is always registered. Before a method's body runs, the registry checks the call's parameters
/// against the description: unknown or missing fields and wrong types are answered with `InvalidParameter`. Not
/// thread-safe: register and use it on the thread of its connections.
public final class ServiceRegistry {
    private struct Interface {
        let text: String
        let methods: [String: Method]
    }

    private struct Method {
        let input: StructDefinition
        let validator: ParameterValidator
        let implementation: MethodImplementation?
    }

    /// What `GetInfo` returns.
    public let information: ServiceInformation

    /// The names of the interfaces, in the order of their registration, `org.varlink.service` first.
    public private(set) var interfaceNames: [String] = []

    private var interfaces: [String: Interface] = [:]

    /// A registry with the standard interface only.
    ///
    /// - Throws: never in a sound build; the standard interface is registered like any other.
    public init(_ information: ServiceInformation) throws(RegistrationError) {
        self.information = information
        try register(
            IntrospectionInterface.text,
            methods: [
                "GetInfo": MethodImplementation { [unowned self] in getInfo($0) },
                "GetInterfaceDescription": MethodImplementation { [unowned self] in getInterfaceDescription($0) },
            ])
    }

    /// Offers an interface, described by its text, which callers receive unchanged.
    ///
    /// Methods described but not implemented are answered with `MethodNotImplemented`.
    ///
    /// - Throws: if the text does not parse, the interface is already registered, or it does not describe a method.
    public func register(_ text: String, methods: [String: MethodImplementation]) throws(RegistrationError) {
        let description: InterfaceDescription
        do {
            description = try InterfaceDescription(parsing: text)
        } catch {
            throw .malformedDescription(error)
        }
        guard interfaces[description.name] == nil else { throw .duplicateInterface(description.name) }
        let described = description.methodNames
        for name in methods.keys.sorted() where !described.contains(name) {
            throw .undescribedMethod(interface: description.name, method: name)
        }
        let validator = ParameterValidator(description)
        var table: [String: Method] = [:]
        for member in description.members {
            guard case .method(let input, _) = member.kind else { continue }
            table[member.name] = Method(input: input, validator: validator, implementation: methods[member.name])
        }
        interfaces[description.name] = Interface(text: text, methods: table)
        interfaceNames.append(description.name)
    }

    /// Answers a call, or passes it to its method: the handler for `ServerConnection`.
    public func dispatch(_ context: CallContext) {
        let call = context.call
        guard let interface = interfaces[call.interface] else {
            context.fail(.interfaceNotFound(call.interface))
            return
        }
        guard let method = interface.methods[call.member] else {
            context.fail(.methodNotFound(call.method))
            return
        }
        // A plain answer to `upgrade` would let the caller speak a different protocol to the service.
        guard let implementation = method.implementation, call.mode != .upgrade else {
            context.fail(.methodNotImplemented(call.method))
            return
        }
        if let field = method.validator.faultyField(of: call.parameters, against: method.input) {
            context.fail(.invalidParameter(field))
        } else if implementation.requiresMore, !context.wantsMore {
            context.fail(.expectedMore)
        } else {
            implementation.body(context)
        }
    }

    private func getInfo(_ context: CallContext) {
        context.reply { writer in
            writer.beginObject()
            writer.member("vendor", information.vendor)
            writer.member("product", information.product)
            writer.member("version", information.version)
            writer.member("url", information.url)
            writer.member("interfaces", interfaceNames)
            writer.endObject()
        }
    }

    private func getInterfaceDescription(_ context: CallContext) {
        let name = context.parameters["interface"]?.stringValue ?? ""
        guard let interface = interfaces[name] else {
            context.fail(.interfaceNotFound(name))
            return
        }
        context.reply { writer in
            writer.beginObject()
            writer.member("description", interface.text)
            writer.endObject()
        }
    }
}

/// The code that runs when a method is called.
public struct MethodImplementation {
    /// Whether callers that did not set `more` get `ExpectedMore`.
    public let requiresMore: Bool

    /// Answers the call, at once or later. The parameters have been checked against the description.
    public let body: (CallContext) -> Void

    /// A method that answers any caller or, if `requiresMore`, only those that set `more`.
    public init(requiresMore: Bool = false, _ body: @escaping (CallContext) -> Void) {
        self.requiresMore = requiresMore
        self.body = body
    }
}

/// The service's description of itself in `org.varlink.service.GetInfo`.
public struct ServiceInformation: Sendable, Hashable {
    /// The maker of the service.
    public let vendor: String

    /// The product's name.
    public let product: String

    /// Its version.
    public let version: String

    /// The address of its documentation.
    public let url: String

    /// Information from its parts.
    public init(vendor: String, product: String, version: String, url: String) {
        self.vendor = vendor
        self.product = product
        self.version = version
        self.url = url
    }
}

/// The interface every Varlink service has.
///
/// Source: UAPI.20 gives the names and types; the comments are ours.
enum IntrospectionInterface {
    static let text = """
        # What every Varlink service can be asked about itself.
        interface org.varlink.service

        # Who made the service, which version it is, and which interfaces it offers.
        method GetInfo() -> (
          vendor: string,
          product: string,
          version: string,
          url: string,
          interfaces: []string
        )

        # The text of an interface's description.
        method GetInterfaceDescription(interface: string) -> (description: string)

        # The service does not offer the interface.
        error InterfaceNotFound (interface: string)

        # The interface has no such method.
        error MethodNotFound (method: string)

        # The interface has the method, but this service does not implement it.
        error MethodNotImplemented (method: string)

        # A parameter is unknown, missing, of the wrong type, or out of range.
        error InvalidParameter (parameter: string)

        # The caller may not do this.
        error PermissionDenied ()

        # The method answers only calls with the flag 'more'.
        error ExpectedMore ()

        # The method answers only calls with the flag 'upgrade'.
        error ExpectedUpgrade ()

        """
}

/// Checks parameters against an interface's description, so that handlers need not.
///
/// Integers are valid as `float`; `null` and absence are equivalent; maps may hold any key.
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

    /// The path of the first field that is unknown, missing or of the wrong type; nil if all are valid.
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

    /// The fault's path below the value: empty for the value itself, nil if there is no fault.
    ///
    /// The path is built on the way back from a fault, so that valid parameters cost no strings.
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

/// An error as a service replies it: a name with its interface, and the fields that its interface defines.
public struct VarlinkError: Error, Sendable, Equatable {
    /// The error's name, as in `org.varlink.service.MethodNotFound`.
    public let name: String

    /// The error's fields.
    public let parameters: JSONObject

    /// An error of any interface.
    public init(_ name: String, _ parameters: JSONObject = [:]) {
        self.name = name
        self.parameters = parameters
    }

    /// The service has no such interface.
    public static func interfaceNotFound(_ interface: String) -> VarlinkError {
        VarlinkError("org.varlink.service.InterfaceNotFound", ["interface": .string(interface)])
    }

    /// The interface has no such method; the parameter is its full name.
    public static func methodNotFound(_ method: String) -> VarlinkError {
        VarlinkError("org.varlink.service.MethodNotFound", ["method": .string(method)])
    }

    /// The interface has the method, but this service does not implement it, or not for this kind of call.
    public static func methodNotImplemented(_ method: String) -> VarlinkError {
        VarlinkError("org.varlink.service.MethodNotImplemented", ["method": .string(method)])
    }

    /// An input field is unknown, missing, of the wrong type or without meaning; a nested field is given as a path
    /// such as `filter.sites[2]`.
    public static func invalidParameter(_ parameter: String) -> VarlinkError {
        VarlinkError("org.varlink.service.InvalidParameter", ["parameter": .string(parameter)])
    }

    /// The caller may not do this.
    public static let permissionDenied = VarlinkError("org.varlink.service.PermissionDenied")

    /// The method answers only callers that set `more`.
    public static let expectedMore = VarlinkError("org.varlink.service.ExpectedMore")
}

extension VarlinkError: CustomStringConvertible {
    /// The name, and for the standard errors what it means and the fix. The fields are left out: they may hold data.
    public var description: String {
        "the service answered \(name). \(remedy)"
    }

    /// What the caller can do about it, as a sentence.
    public var remedy: String {
        switch name {
        case "org.varlink.service.InterfaceNotFound": "Ask its GetInfo which interfaces it has."
        case "org.varlink.service.MethodNotFound": "Read its interface description; versions may differ."
        case "org.varlink.service.MethodNotImplemented": "Call it without special flags, or not at all."
        case "org.varlink.service.InvalidParameter": "Correct the parameter it names, as the interface describes it."
        case "org.varlink.service.PermissionDenied": "Call as a user who has the right, or ask the service's operator."
        case "org.varlink.service.ExpectedMore": "Call it with the flag \"more\"."
        case "org.varlink.service.ExpectedUpgrade": "Call it with the flag \"upgrade\"."
        default: "Read what the interface says of this error."
        }
    }
}

/// An interface that cannot be registered: a fault in the program, found when it starts.
public enum RegistrationError: Error, Sendable, Hashable {
    /// The description does not parse.
    case malformedDescription(InterfaceParseError)
    /// An interface of this name is registered already.
    case duplicateInterface(String)
    /// The interface's description has no method of this name.
    case undescribedMethod(interface: String, method: String)
}

extension RegistrationError: CustomStringConvertible {
    /// What is wrong and the fix, in one line.
    public var description: String {
        switch self {
        case .malformedDescription(let error):
            "\(error)"
        case .duplicateInterface(let name):
            "the interface \(name) is registered twice. Register it once, with all its methods."
        case .undescribedMethod(let interface, let method):
            "the interface \(interface) does not describe the method '\(method)'. Add it to the description, or "
                + "correct the name it is registered under."
        }
    }
}
