import JSONText

/// Which day's census is wanted.
public struct CensusRequest: Hashable, Sendable {
    /// The day; the service's own by default.
    public var asOf: String?

    /// The message with these members.
    public init(asOf: String? = nil) { self.asOf = asOf }
}

extension CensusRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        asOf = try MessageMembers(json).stringIfPresent("asOf")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) { writer.memberIfPresent("asOf", asOf) }
}
