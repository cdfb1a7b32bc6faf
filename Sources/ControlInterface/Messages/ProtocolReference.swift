import JSONText

/// Which surveillance protocol was applied.
public struct ProtocolReference: Hashable, Sendable {
    /// Identifier, such as `her2-cns`.
    public var id: String
    /// Version, in the site's own counting.
    public var version: String
    /// What it is called.
    public var title: String
    /// A hash of its content, 16 hexadecimal digits.
    public var fingerprint: String

    /// The message with these members.
    public init(id: String, version: String, title: String, fingerprint: String) {
        self.id = id
        self.version = version
        self.title = title
        self.fingerprint = fingerprint
    }
}

extension ProtocolReference: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        id = try members.string("id")
        version = try members.string("version")
        title = try members.string("title")
        fingerprint = try members.string("fingerprint")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("id", id)
        writer.member("version", version)
        writer.member("title", title)
        writer.member("fingerprint", fingerprint)
    }
}
