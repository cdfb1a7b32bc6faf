import JSONText

/// A route whose receivers are sent a test.
public struct DrillRequest: Hashable, Sendable {
    /// The route, by the name in the configuration.
    public var route: String

    /// The message with these members.
    public init(route: String) {
        self.route = route
    }
}

extension DrillRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        route = try members.string("route")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("route", route)
    }
}
