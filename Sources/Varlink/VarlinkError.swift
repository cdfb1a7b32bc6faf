import JSONText

/// An error as a service replies it: a name with its interface, and the fields its interface gives it.
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

    /// The interface has no such method; the full name is given.
    public static func methodNotFound(_ method: String) -> VarlinkError {
        VarlinkError("org.varlink.service.MethodNotFound", ["method": .string(method)])
    }

    /// The interface has the method, and this service does not do it, or not in the way it was called.
    public static func methodNotImplemented(_ method: String) -> VarlinkError {
        VarlinkError("org.varlink.service.MethodNotImplemented", ["method": .string(method)])
    }

    /// An input field is unknown, missing, of the wrong type or of no meaning; a field inside others is given as a
    /// path such as `filter.sites[2]`.
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
