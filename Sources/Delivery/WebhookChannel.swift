import JSONText
import SecureHash

/// An HTTP receiver that can verify the sender: a webhook signed according to Standard Webhooks.
///
/// `POST` with `Content-Type: application/json` and the headers `webhook-id` (the same at every attempt),
/// `webhook-timestamp` (of the attempt, seconds since 1970) and `webhook-signature`: for each secret `v1,` and the
/// HMAC-SHA256 of `id.timestamp.body`. No redirection is followed. The body, without white space:
///
///     {"type":"cnswatch.digest","timestamp":"2026-05-01T07:00:00Z","data":{"version":1,"id":"...","kind":"digest",
///      "priority":"warning","title":"...","route":"...","receiver":"...","entries":[{"subject":"...","item":"...",
///      "stage":"...","urgency":"...","due":"2026-05-01","latest":"2026-05-15","daysLate":0,"why":"...","name":"..."}],
///      "closing":["..."]}}
///
/// `type` is `cnswatch.` and the kind; `timestamp` is when it was decided. `name` is present only if the route opted
/// in. A reader of version 1 ignores unknown members; the version increases when a member changes its meaning or is
/// removed.
public struct WebhookChannel: Sendable {
    /// The address to send to.
    public let address: WebAddress
    /// The secrets to sign with, newest first; more than one while receivers change over. Never empty.
    public let secrets: [WebhookSecret]
    /// How to reach it over HTTP.
    public let way: WebWay

    /// Creates a channel from its parts.
    public init(
        address: WebAddress, secrets: [WebhookSecret], way: WebWay = .direct
    ) throws(ChannelFault) {
        guard !secrets.isEmpty else { throw .noSecret }
        self.address = address
        self.secrets = secrets
        self.way = way
    }

    /// Returns the body of the request, the same at every attempt.
    public func body(for message: OutgoingMessage) -> [UInt8] { WebhookBody(message).bytes }

    /// Returns the headers of the request for one attempt.
    func headers(for message: OutgoingMessage, body: [UInt8], now: Int) -> [String] {
        // Dots delimit what is signed; an identifier with a dot would be ambiguous.
        let id = "\(WireIdentifier(message.id, allowsDots: false))"
        let signatures = secrets.map { $0.signature(id: id, timestamp: now, body: body) }
        return [
            "webhook-id: \(id)", "webhook-timestamp: \(now)", "webhook-signature: \(signatures.joined(separator: " "))",
        ]
    }
}

/// A secret shared with a webhook's receiver, to authenticate messages. Printing it does not show it.
public struct WebhookSecret: Sendable, CustomStringConvertible, CustomReflectable {
    private let authenticator: MessageAuthenticator

    /// Parses a secret: `whsec_` and 24 to 64 bytes in Base64, as Standard Webhooks writes it.
    public init(_ text: String) throws(ChannelFault) {
        guard text.hasPrefix("whsec_") else { throw .secretPrefix }
        guard let key = Base64.decoded(text.dropFirst("whsec_".count)) else { throw .secretEncoding }
        guard (24...64).contains(key.count) else { throw .secretLength(key.count) }
        authenticator = MessageAuthenticator(key: key)
    }

    /// A placeholder.
    public var description: String { "whsec_ (not shown)" }

    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Returns the signature of a body for the header `webhook-signature`: `v1,` and Base64.
    func signature(id: String, timestamp: Int, body: [UInt8]) -> String {
        "v1,\(Base64.encoded(authenticator.code(of: Array("\(id).\(timestamp).".utf8) + body).bytes))"
    }
}

/// Encodes a message as the body of a webhook; `WebhookChannel` documents it.
struct WebhookBody {
    let bytes: [UInt8]

    init(_ message: OutgoingMessage) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", "cnswatch.\(message.kind.rawValue)")
        writer.member("timestamp", UniversalTime(message.at).timestamp)
        writer.key("data")
        writer.beginObject()
        writer.member("version", 1)
        writer.member("id", message.id)
        writer.member("kind", message.kind.rawValue)
        writer.member("priority", message.priority.rawValue)
        writer.member("title", message.title)
        writer.member("route", message.route)
        writer.member("receiver", message.receiver)
        writer.key("entries")
        writer.beginArray()
        for entry in message.entries { WebhookBody.write(entry, to: &writer) }
        writer.endArray()
        writer.member("closing", message.closing)
        writer.endObject()
        writer.endObject()
        bytes = writer.takeBytes()
    }

    private static func write(_ entry: OutgoingMessage.Entry, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("subject", entry.subject)
        writer.member("item", entry.item)
        writer.member("stage", entry.stage)
        writer.member("urgency", entry.urgency)
        writer.member("due", entry.due)
        writer.member("latest", entry.latest)
        writer.member("daysLate", entry.daysLate)
        writer.member("why", entry.why)
        writer.memberIfPresent("name", entry.name)
        writer.endObject()
    }
}
