import JSONText

/// A reply as it stands on the wire: `{"parameters": object, "continues": true}` or `{"error": string, …}`.
///
/// Source: UAPI.20. An error never continues.
public struct Reply: Sendable, Equatable {
    /// What a reply means for the call it answers.
    public enum Outcome: Sendable, Hashable {
        /// The last, or only, reply.
        case final
        /// More replies follow.
        case continues
        /// The call failed; the error's name with its interface.
        case error(String)
    }

    /// What the reply means for the call.
    public let outcome: Outcome

    /// The output parameters, or those of the error.
    public let parameters: JSONObject

    /// A reply from its parts.
    public init(_ parameters: JSONObject = [:], outcome: Outcome = .final) {
        self.outcome = outcome
        self.parameters = parameters
    }

    /// Reads a reply from a message without its terminator.
    ///
    /// - Throws: the violation that makes the service at the other end untrustworthy. Members Varlink does not know
    ///   are ignored: a client outlives its service's versions.
    public init(parsing message: UnsafeRawBufferPointer) throws(ProtocolViolation) {
        let members = try MessageReader.members(of: message)
        let parameters = try MessageReader.parameters(members["parameters"] ?? .null)
        let continues = try members["continues"].map { (value) throws(ProtocolViolation) in
            try MessageReader.flag(value)
        }
        switch members["error"] {
        case nil, .null?:
            self.init(parameters, outcome: continues == true ? .continues : .final)
        case .string(let name)?:
            guard continues != true else { throw .errorContinues }
            self.init(parameters, outcome: .error(name))
        case .some:
            throw .errorNotString
        }
    }
}
