/// A program that is told by HTTP, and can tell that it was us: a webhook signed as Standard Webhooks has it.
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
/// `type` is `cnswatch.` and the kind; `timestamp` is when it was decided. `name` is there only where the route opted in.
/// A reader of version 1 passes over members that it does not know; the version grows when one changes its meaning or goes.
public struct WebhookChannel: Sendable {
    /// Where it is sent.
    public let address: WebAddress
    /// The secrets to sign with, newest first: more than one while receivers change over. Never empty.
    public let secrets: [WebhookSecret]
    /// How HTTP gets there.
    public let way: WebWay

    /// A channel of these parts.
    public init(
        address: WebAddress, secrets: [WebhookSecret], way: WebWay = .direct
    ) throws(ChannelFault) {
        guard !secrets.isEmpty else { throw .noSecret }
        self.address = address
        self.secrets = secrets
        self.way = way
    }

    /// The body of the request, the same at every attempt.
    public func body(for message: OutgoingMessage) -> [UInt8] { WebhookBody(message).bytes }

    /// The headers of the request, of one attempt.
    func headers(for message: OutgoingMessage, body: [UInt8], now: Int) -> [String] {
        // Dots delimit what is signed; an identifier with one could be read in two ways.
        let id = "\(WireIdentifier(message.id, allowsDots: false))"
        let signatures = secrets.map { $0.signature(id: id, timestamp: now, body: body) }
        return [
            "webhook-id: \(id)", "webhook-timestamp: \(now)", "webhook-signature: \(signatures.joined(separator: " "))",
        ]
    }
}
