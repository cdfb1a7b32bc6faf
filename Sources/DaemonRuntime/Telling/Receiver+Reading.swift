import Delivery
import LocatedTOML

extension Receiver {
    /// Reads a receiver; nil, with its faults noted, where it cannot be used.
    init?(_ table: LocatedTable, among others: [Receiver]) {
        // All keys are asked for before it is given up, so that none of them counts as unknown for want of another.
        let name = table.string("name", example: "navigators")
        if let name, others.contains(where: { $0.name == name }) {
            table.report("name", reason: "another receiver has this name", remedy: "give each a name of its own")
        }
        weeklyCap = table.ifPresent("routine_messages_a_week") { table.integer($0, in: 1...10_000, example: 40) }
        shown = table.ifPresent("shows") { table.word($0, of: Shown.self) } ?? .pseudonym
        let mail = table.ifPresent("mail") { table.strings($0, example: "navigators@example.org") }
        let webhook = table.ifPresent("webhook") { table.string($0, example: "https://example.org/hook") }
        let credentials =
            table.ifPresent("webhook_credentials") { table.strings($0, example: "navigators-webhook") } ?? []
        let alertmanager = table.ifPresent("alertmanager") { table.string($0, example: "http://localhost:9093") }
        switch (mail, webhook, alertmanager) {
        case (let addresses?, nil, nil) where !addresses.isEmpty:
            for address in addresses where !Receiver.isAddress(address) {
                table.report("mail", reason: "\(address) is no mail address", remedy: "write name@host")
            }
            reach = .mail(addresses)
        case (nil, let address?, nil):
            if credentials.isEmpty {
                table.report(
                    "webhook_credentials", reason: "its calls would not be signed",
                    remedy: "name the credential that holds its secret, whsec_...")
            }
            reach = .webhook(address, credentials: credentials)
        case (nil, nil, let address?): reach = .alertmanager(address)
        default:
            table.report(
                nil, reason: "it is not said how \(name ?? "the receiver") is reached",
                remedy: "give one of mail = [...], webhook = \"...\" or alertmanager = \"...\"")
            return nil
        }
        guard let name else { return nil }
        self.name = name
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>,;:\"()".utf8.contains($0) }
    }
}

extension MailSettings {
    /// Reads how mail is sent; nil, with its faults noted, where it cannot be used.
    init?(_ table: LocatedTable) {
        let host = table.string("host", example: "localhost")
        let from = table.string("from", example: "cnswatch@example.org")
        let security = table.ifPresent("security") { table.word($0, of: MailSecurity.self) } ?? .none
        let standard = security == .tls ? 465 : security == .startTLS ? 587 : 25
        self.init(
            host: host ?? "",
            port: table.ifPresent("port") { table.integer($0, in: 1...65_535, example: 25) } ?? standard,
            security: security, from: from ?? "",
            user: table.ifPresent("user") { table.string($0, example: "cnswatch") },
            passwordCredential: table.ifPresent("password_credential") { table.string($0, example: "mail-password") },
            caFile: table.ifPresent("ca_file") { table.string($0, example: "/etc/ssl/certs/ca-certificates.crt") })
        if let folder = table.ifPresent("templates", { table.string($0, example: "/etc/cnswatch/templates") }) {
            templates = TemplateFolder.read(folder, table) ?? templates
        }
        if user != nil, passwordCredential == nil {
            table.report(
                "password_credential", reason: "a user is named and no password",
                remedy: "name the credential that holds it")
        }
        if security == .none, user != nil {
            table.report(
                "security", reason: "the password would be sent to be read", remedy: "write \"starttls\" or \"tls\"")
        }
        if host == nil || from == nil { return nil }
    }
}
