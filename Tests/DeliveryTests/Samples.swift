import Delivery

/// Messages and channels that the tests send.
enum Samples {
    /// 2026-05-01 07:05:09 UTC.
    static let moment = 1_777_619_109

    static let late = OutgoingMessage.Entry(
        subject: "p-7f3a9c", item: "brain-mri", stage: "overdue", urgency: "soon", due: "2026-03-20",
        latest: "2026-04-03", daysLate: 28, why: "no owner for 10 working days")

    static let named = OutgoingMessage.Entry(
        subject: "p-00d1e5", item: "treatment-decision", stage: "due", urgency: "urgent", due: "2026-05-01",
        latest: "2026-05-08", daysLate: 0, why: "first told", name: "Łucja O'Neill <née Núñez>")

    static func message(
        id: String = "outbox-42.1", kind: MessageKind = .digest, title: String = "2 items to look at",
        entries: [OutgoingMessage.Entry] = [late, named], closing: [String] = ["and 3 more, all routine"],
        route: String = "breast clinic"
    ) -> OutgoingMessage {
        OutgoingMessage(
            id: id, at: moment, kind: kind, priority: .warning, title: title, entries: entries, closing: closing,
            route: route, receiver: "coordinator")
    }

    static func mailChannel(
        host: String = "127.0.0.1", port: Int = 25, security: MailSecurity = .none, authorityFile: String? = nil,
        login: MailLogin? = nil, to: [String] = ["ward@clinic.example"], templates: MessageTemplates = .builtIn,
        patience: Patience = .usual
    ) throws -> MailChannel {
        try MailChannel(
            host: host, port: port, security: security, authorityFile: authorityFile, login: login,
            from: MailAddress("cnswatch@clinic.example"), to: to.map { try MailAddress($0) }, templates: templates,
            patience: patience)
    }
}
