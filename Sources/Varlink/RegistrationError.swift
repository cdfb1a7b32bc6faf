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
