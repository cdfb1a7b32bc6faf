import SecureHash

/// What a webhook and its receiver share, to know messages by. Printing it does not show it.
public struct WebhookSecret: Sendable, CustomStringConvertible, CustomReflectable {
    private let authenticator: MessageAuthenticator

    /// The secret that a text is: `whsec_` and 24 to 64 bytes in Base64, as Standard Webhooks writes it.
    public init(_ text: String) throws(ChannelFault) {
        guard text.hasPrefix("whsec_") else { throw .secretPrefix }
        guard let key = Base64.decoded(text.dropFirst("whsec_".count)) else { throw .secretEncoding }
        guard (24...64).contains(key.count) else { throw .secretLength(key.count) }
        authenticator = MessageAuthenticator(key: key)
    }

    /// That it is one.
    public var description: String { "whsec_ (not shown)" }

    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// The signature of a body as the header `webhook-signature` has it: `v1,` and Base64.
    func signature(id: String, timestamp: Int, body: [UInt8]) -> String {
        "v1,\(Base64.encoded(authenticator.code(of: Array("\(id).\(timestamp).".utf8) + body).bytes))"
    }
}
