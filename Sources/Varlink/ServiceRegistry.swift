import JSONText

/// The interfaces a service offers, and the way from a call to the method that answers it.
///
/// `org.varlink.service` is always among them. Before a method's body runs, the call's parameters have been checked
/// against the description: unknown fields, missing ones and wrong types are answered with `InvalidParameter`. Not
/// thread-safe: registered and used on the thread of its connections.
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

    /// What the service says of itself.
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

    /// Offers an interface, described by its text, which callers get to see as it is.
    ///
    /// Methods described but not implemented are answered with `MethodNotImplemented`.
    ///
    /// - Throws: where the text does not parse, the interface is there already, or does not describe a method.
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

    /// Answers a call, or hands it to the method that does: the handler for `ServerConnection`.
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
        // A plain answer to `upgrade` would let the caller speak another protocol to us.
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
