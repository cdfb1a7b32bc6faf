import ControlInterface

/// The columns of a message to a receiver.
enum MessageColumns {
    static let names = [
        "number", "at", "receiver", "kind", "priority", "items", "line", "state", "attempts", "nextAttempt", "reason",
        "settledAt",
    ]

    static func fields(_ message: MessageReport) -> [String] {
        [
            "\(message.number)", "\(message.at)", message.receiver, message.kind, message.priority, "\(message.items)",
            message.line ?? "", message.state, "\(message.attempts)", message.nextAttempt.map { "\($0)" } ?? "",
            message.reason ?? "", message.settledAt.map { "\($0)" } ?? "",
        ]
    }

    static let headings = [
        "NUMBER", "WHEN", "RECEIVER", "KIND", "PRIORITY", "ITEMS", "STATE", "TRIES", "REASON", "SAYS",
    ]

    static func cells(_ message: MessageReport) -> [String] {
        // Before the first try there is nothing to say of the next.
        let again = message.attempts > 0 ? message.nextAttempt.map { "again \(ClinicZone.instant($0))" } : nil
        return [
            "\(message.number)", ClinicZone.instant(message.at), message.receiver, message.kind, message.priority,
            "\(message.items)", message.state, "\(message.attempts)",
            [message.reason, again].compactMap(\.self).joined(separator: "; "), message.line ?? "",
        ]
    }
}
