import JSONText

/// A message that breaks the Varlink protocol, for which a connection has to be closed.
///
/// Source: UAPI.20, the rules for servers. Nothing of the message's content is kept.
public enum ProtocolViolation: Error, Sendable, Hashable {
    /// The message is longer than allowed; the limit is in bytes, without the terminator.
    case messageTooLarge(limit: Int)
    /// The message is not JSON.
    case malformedJSON(JSONParseError)
    /// The message is JSON but no object.
    case notAnObject
    /// A call has no `method`, or one that is not a string.
    case missingMethod
    /// `parameters` is neither an object nor null.
    case parametersNotAnObject
    /// `oneway`, `more`, `upgrade` or, in a reply, `continues` is not a boolean.
    case flagNotBoolean
    /// A call sets more than one of `oneway`, `more` and `upgrade`.
    case severalFlags
    /// The message has a member that the protocol does not define and whose name carries no vendor's prefix.
    case unknownMember
    /// `error` in a reply is not a string.
    case errorNotString
    /// A reply is an error and continues.
    case errorContinues
    /// A reply continues although the call did not ask for more than one.
    case unexpectedContinuation

    /// What is wrong, as a clause without a full stop.
    public var explanation: String {
        switch self {
        case .messageTooLarge(let limit): "a message is longer than \(limit) bytes"
        case .malformedJSON(let error): "a message is not valid JSON (\(error.fault.explanation), byte \(error.offset))"
        case .notAnObject: "a message is not a JSON object"
        case .missingMethod: "a call has no \"method\" string"
        case .parametersNotAnObject: "\"parameters\" is not an object"
        case .flagNotBoolean: "a flag is neither true nor false"
        case .severalFlags: "a call sets more than one of \"oneway\", \"more\" and \"upgrade\""
        case .unknownMember: "a message has a member that Varlink does not define"
        case .errorNotString: "\"error\" in a reply is not a string"
        case .errorContinues: "a reply is an error and says that it continues"
        case .unexpectedContinuation: "a reply continues although only one was asked for"
        }
    }

    /// What the sender can do about it, as a sentence.
    public var remedy: String {
        switch self {
        case .messageTooLarge: "Split the request, and end every message with a NUL byte."
        case .malformedJSON(let error): error.fault.remedy
        case .notAnObject: "Send one JSON object per message."
        case .missingMethod: "Name the method as \"interface.Method\"."
        case .parametersNotAnObject: "Send an object, or leave \"parameters\" out."
        case .flagNotBoolean: "Set the flag to true, or leave it out."
        case .severalFlags: "Set at most one of the three."
        case .unknownMember: "Leave the member out, or give it a reverse-domain prefix."
        case .errorNotString, .errorContinues, .unexpectedContinuation:
            "Check that the service at the other end speaks Varlink and is up to date."
        }
    }
}

extension ProtocolViolation: CustomStringConvertible {
    /// What and the fix in one line.
    public var description: String {
        "Varlink protocol broken: \(explanation). \(remedy)"
    }
}
