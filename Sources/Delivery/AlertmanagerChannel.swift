import JSONText

/// A Prometheus Alertmanager, by its version 2 interface.
public struct AlertmanagerChannel: Sendable {
    /// Where it answers, without `/api/v2/alerts`.
    public let address: WebAddress
    /// How HTTP gets there.
    public let way: WebWay

    /// A channel to this Alertmanager.
    ///
    /// - Throws: `ChannelFault.webAddress` where the address has a query, which belongs behind a path of our own.
    public init(address: WebAddress, way: WebWay = .direct) throws(ChannelFault) {
        guard !address.text.contains("?") else { throw .webAddress }
        self.address = address
        self.way = way
    }

    /// The body of the request that posts alerts.
    public func body(for alerts: [ActiveAlert]) -> [UInt8] { AlertBody(alerts).bytes }

    var endpoint: String {
        address.text + (address.text.hasSuffix("/") ? "" : "/") + "api/v2/alerts"
    }
}

/// Something that an Alertmanager is to hold as true.
///
/// It is known by its labels: posted again it stays, posted with an end in the past it is resolved. Post it anew every one
/// or two minutes while it holds.
public struct ActiveAlert: Hashable, Sendable {
    /// What it is known by; `alertname` should be among them. Labels without a value are left out.
    public let labels: [String: String]
    /// What people read.
    public let annotations: [String: String]
    /// Since when it holds, in seconds since 1970 UTC.
    public let startsAt: Int
    /// When it ceases to hold, likewise; nil leaves that to the Alertmanager, which forgets it after its own timeout.
    public let endsAt: Int?

    /// An alert of these parts.
    public init(labels: [String: String], annotations: [String: String] = [:], startsAt: Int, endsAt: Int? = nil) {
        self.labels = labels
        self.annotations = annotations
        self.startsAt = startsAt
        self.endsAt = endsAt
    }

    /// A message as an alert that nobody posts again: it shows once, and lapses by the Alertmanager's own timeout.
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

/// Alerts as the Alertmanager reads them; members in order, so that the same alerts are the same bytes.
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
        // To an Alertmanager an empty label is none, and an empty annotation says nothing.
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) where !text.isEmpty {
            writer.key(text: name)
            writer.value(text)
        }
        writer.endObject()
    }
}
