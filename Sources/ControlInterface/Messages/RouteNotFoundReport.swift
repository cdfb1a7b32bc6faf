import JSONText

/// What the error `RouteNotFound` says: which routes there are.
public struct RouteNotFoundReport: Hashable, Sendable {
    /// Their names.
    public var routes: [String]

    /// The message with these members.
    public init(routes: [String]) {
        self.routes = routes
    }
}

extension RouteNotFoundReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        routes = try members.strings("routes")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("routes", routes)
    }
}
