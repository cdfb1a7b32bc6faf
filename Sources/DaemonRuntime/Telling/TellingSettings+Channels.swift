import Delivery

extension TellingSettings {
    /// The ways to the receivers, by their names; whatever keeps one from being reached is said now, and not when somebody is
    /// to be told.
    func channels(_ credentials: Credentials) throws(UnusableConfiguration) -> [String: Channel] {
        var channels: [String: Channel] = [:]
        for receiver in receivers {
            do {
                channels[receiver.name] = try channel(to: receiver, credentials)
            } catch {
                throw UnusableConfiguration(description: "receiver \(receiver.name): \(error)")
            }
        }
        return channels
    }

    /// The heartbeat that is sent; nil for none.
    func heartbeat() throws(UnusableConfiguration) -> Heartbeat? {
        guard let heartbeatURL else { return nil }
        do {
            return Heartbeat(address: try WebAddress(heartbeatURL))
        } catch {
            throw UnusableConfiguration(description: "[service] heartbeat_url: \(error)")
        }
    }

    private func channel(to receiver: Receiver, _ credentials: Credentials) throws -> Channel {
        switch receiver.reach {
        case .mail(let addresses):
            guard let mail else { throw UnusableConfiguration(description: "[mail] is missing") }
            var login: MailLogin?
            if let user = mail.user, let credential = mail.passwordCredential {
                login = MailLogin(user: user, password: try credentials.secret(credential))
            }
            return .mail(
                try MailChannel(
                    host: mail.host, port: mail.port, security: mail.security, authorityFile: mail.caFile,
                    login: login, from: try MailAddress(mail.from), to: try addresses.map { try MailAddress($0) },
                    templates: mail.templates))
        case .webhook(let address, let names):
            return .webhook(
                try WebhookChannel(
                    address: try WebAddress(address),
                    secrets: try names.map { try WebhookSecret(try credentials.secret($0)) }))
        case .alertmanager(let address): return .alertmanager(try AlertmanagerChannel(address: try WebAddress(address)))
        }
    }
}
