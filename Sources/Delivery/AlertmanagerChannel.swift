import JSONText

/// A Prometheus Alertmanager, addressed through its version 2 API.
public struct AlertmanagerChannel: Sendable {
    /// Its base address, without `/api/v2/alerts`.
    public let address: WebAddress
    /// How to reach it over HTTP.
    public let way: WebWay

    /// Creates a channel to this Alertmanager.
    ///
    /// - Throws: `ChannelFault.webAddress` for an address with a query, since a path is appended to the address.
    public init(address: WebAddress, way: WebWay = .direct) throws(ChannelFault) {
        guard !address.text.contains("?") else { throw .webAddress }
        self.address = address
        self.way = way
    }

    /// Returns the body of the request that posts alerts.
    public func body(for alerts: [ActiveAlert]) -> [UInt8] { AlertBody(alerts).bytes }

    var endpoint: String {
        address.text + (address.text.hasSuffix("/") ? "" : "/") + "api/v2/alerts"
    }
}

/// A condition that an Alertmanager is to treat as true.
///
/// Its labels identify it: posted again it stays, posted with an end in the past it is resolved. Repost it every one or
/// two minutes while it holds.
public struct ActiveAlert: Hashable, Sendable {
    /// Its identity; `alertname` should be among them. Labels without a value are left out.
    public let labels: [String: String]
    /// The texts for people.
    public let annotations: [String: String]
    /// The time since which it holds, in seconds since 1970 UTC.
    public let startsAt: Int
    /// When it ceases to hold, in the same unit; nil leaves that to the Alertmanager's own timeout.
    public let endsAt: Int?

    /// Creates an alert from its parts.
    public init(labels: [String: String], annotations: [String: String] = [:], startsAt: Int, endsAt: Int? = nil) {
        self.labels = labels
        self.annotations = annotations
        self.startsAt = startsAt
        self.endsAt = endsAt
    }

    /// Makes an alert from a message. It is not reposted: it shows once, and lapses by the Alertmanager's own timeout.
    public init(_ message: OutgoingMessage) {
        var lines = message.entries.map { entry in
            let name = entry.name.map { ", \($0)" } ?? ""
            let late = entry.daysLate > 0 ? ", days late: \(entry.daysLate)" : ""
            return "\(entry.item) \(entry.stage)\(late), urgency: \(entry.urgency), patient \(entry.subject)\(name), "
                + "due \(entry.due), latest \(entry.latest): \(entry.why)"
        }
        lines += message.closing
        self.init(
            labels: [
                "alertname": "CnswatchMessage", "severity": message.priority.rawValue, "kind": message.kind.rawValue,
                "route": message.route, "receiver": message.receiver, "message": message.id,
            ],
            annotations: [
                "summary": (message.kind == .drill ? "[DRILL] " : "") + SingleLine.trimmed(message.title),
                "description": lines.map(SingleLine.text).joined(separator: "\n"),
            ], startsAt: message.at)
    }
}

/// Encodes alerts for the Alertmanager. Members are sorted, so that equal alerts give equal bytes.
struct AlertBody {
    let bytes: [UInt8]

    init(_ alerts: [ActiveAlert]) {
        var writer = JSONWriter()
        writer.beginArray()
        for alert in alerts {
            writer.beginObject()
            writer.key("labels")
            AlertBody.write(alert.labels, to: &writer)
            writer.key("annotations")
            AlertBody.write(alert.annotations, to: &writer)
            writer.member("startsAt", UniversalTime(alert.startsAt).timestamp)
            writer.memberIfPresent("endsAt", alert.endsAt.map { UniversalTime($0).timestamp })
            writer.endObject()
        }
        writer.endArray()
        bytes = writer.takeBytes()
    }

    private static func write(_ texts: [String: String], to writer: inout JSONWriter) {
        writer.beginObject()
        // An Alertmanager treats an empty label as missing, and an empty annotation says nothing.
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) where !text.isEmpty {
            writer.key(text: name)
            writer.value(text)
        }
        writer.endObject()
    }
}
