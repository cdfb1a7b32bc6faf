internal import CCurl

/// Sends messages, one after the other, and waits for each to be done with.
///
/// Make and use it on one thread, which it blocks for as long as the channel's patience allows. Every attempt makes a
/// connection of its own. Nothing of the environment changes what it does: no proxy, no `.netrc`, no configuration of curl.
public final class Messenger {
    private let session = CurlSession()

    /// A messenger for this thread.
    public init() {}

    /// Sends a message once.
    ///
    /// - Parameter now: seconds since 1970 UTC; receivers of webhooks refuse an attempt that is minutes off.
    public func send(_ message: OutgoingMessage, over channel: Channel, now: Int) -> Outcome {
        switch channel {
        case .mail(let channel): send(message, over: channel)
        case .webhook(let channel): send(message, over: channel, now: now)
        case .alertmanager(let channel): post([ActiveAlert(message)], to: channel)
        }
    }

    /// Posts alerts once, in one request; without any there is nothing to do.
    public func post(_ alerts: [ActiveAlert], to channel: AlertmanagerChannel) -> Outcome {
        guard !alerts.isEmpty else { return .accepted }
        return post(channel.body(for: alerts), to: channel.endpoint, by: channel.way, headers: [])
    }

    /// Asks for the address of a heartbeat once.
    public func beat(_ heartbeat: Heartbeat) -> Outcome {
        let reply = session.transfer([]) { setup in
            setup.set(CURLOPT_URL, heartbeat.address.text)
            setup.set(heartbeat.way)
            setup.set(CURLOPT_HTTPGET, 1)
        }
        return reply.outcomeOfWeb
    }

    private func send(_ message: OutgoingMessage, over channel: MailChannel) -> Outcome {
        let reply = session.transfer(channel.mail(for: message)) { setup in
            setup.set(CURLOPT_URL, channel.address)
            setup.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
            setup.set(CURLOPT_MAIL_FROM, "<\(channel.from)>")
            setup.set(CURLOPT_MAIL_RCPT, lines: channel.recipients.map { "<\($0)>" })
            setup.set(CURLOPT_UPLOAD, 1)
            switch channel.security {
            case .none: setup.set(CURLOPT_USE_SSL, Int(CURLUSESSL_NONE.rawValue))
            case .startTLS, .tls: setup.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
            }
            if let login = channel.login {
                setup.set(CURLOPT_USERNAME, login.user)
                setup.set(CURLOPT_PASSWORD, login.password)
            }
            setup.set(CURLOPT_PROXY, "")
            setup.set(authorityFile: channel.authorityFile)
            setup.set(channel.patience)
        }
        return reply.outcomeOfMail
    }

    private func send(_ message: OutgoingMessage, over channel: WebhookChannel, now: Int) -> Outcome {
        let body = channel.body(for: message)
        let headers = channel.headers(for: message, body: body, now: now)
        return post(body, to: channel.address.text, by: channel.way, headers: headers)
    }

    private func post(_ body: [UInt8], to address: String, by way: WebWay, headers: [String]) -> Outcome {
        let reply = session.transfer(body) { setup in
            setup.set(CURLOPT_URL, address)
            setup.set(way)
            setup.set(CURLOPT_POST, 1)
            // Without an expectation the body goes out at once, instead of after a second of waiting for leave.
            setup.set(CURLOPT_HTTPHEADER, lines: ["Content-Type: application/json", "Expect:"] + headers)
        }
        return reply.outcomeOfWeb
    }
}
