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
