import Delivery
import Glibc
import Service

extension NotificationSettings {
    /// The channels of the receivers, by name. A receiver that cannot be reached is an error now, not when something is
    /// to be sent.
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

    /// The heartbeat to send; nil for none.
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

/// The secrets that the service manager passes: files in a folder that only the service can read.
struct Credentials {
    /// Why a secret is missing.
    struct Missing: Error, CustomStringConvertible {
        let name: String
        let folder: String?

        var description: String {
            folder == nil
                ? "the credential \(name) is asked for and no credentials were handed over; "
                    + "add to the unit: LoadCredential=\(name):/etc/cnswatch/credentials/\(name)"
                : "there is no credential \(name); add to the unit: "
                    + "LoadCredential=\(name):/etc/cnswatch/credentials/\(name)"
        }
    }

    private let folder: String?

    /// The credentials of this process.
    init() { folder = getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) } }

    /// Returns a secret by name, without its final line end.
    func secret(_ name: String) throws(Missing) -> String {
        guard let folder, !name.contains("/"), !name.hasPrefix("."), let file = fopen(folder + "/" + name, "re") else {
            throw Missing(name: name, folder: folder)
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        var text = String(decoding: bytes[..<count], as: UTF8.self)
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
