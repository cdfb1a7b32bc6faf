internal import CCurl

/// Sends messages one after the other, and waits for each to end.
///
/// Make and use it on one thread, which it blocks for as long as the channel's patience allows. Every attempt makes a
/// new connection. The environment does not affect it: no proxy, no `.netrc`, no curl configuration.
public final class Deliverer {
    private let session = CurlSession()

    /// Creates a deliverer for this thread.
    public init() {}

    /// Sends a message once.
    ///
    /// - Parameter now: seconds since 1970 UTC; webhook receivers refuse an attempt that is minutes off.
    public func send(_ message: OutgoingMessage, over channel: Channel, now: Int) -> DeliveryOutcome {
        switch channel {
        case .mail(let channel): send(message, over: channel)
        case .webhook(let channel): send(message, over: channel, now: now)
        case .alertmanager(let channel): post([ActiveAlert(message)], to: channel)
        }
    }

    /// Posts alerts once, in one request; does nothing without alerts.
    public func post(_ alerts: [ActiveAlert], to channel: AlertmanagerChannel) -> DeliveryOutcome {
        guard !alerts.isEmpty else { return .accepted }
        return post(channel.body(for: alerts), to: channel.endpoint, by: channel.way, headers: [])
    }

    /// Requests the address of a heartbeat once.
    public func beat(_ heartbeat: Heartbeat) -> DeliveryOutcome {
        let reply = session.transfer([]) { setup in
            setup.set(CURLOPT_URL, heartbeat.address.text)
            setup.set(heartbeat.way)
            setup.set(CURLOPT_HTTPGET, 1)
        }
        return reply.outcomeOfWeb
    }

    private func send(_ message: OutgoingMessage, over channel: MailChannel) -> DeliveryOutcome {
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

    private func send(_ message: OutgoingMessage, over channel: WebhookChannel, now: Int) -> DeliveryOutcome {
        let body = channel.body(for: message)
        let headers = channel.headers(for: message, body: body, now: now)
        return post(body, to: channel.address.text, by: channel.way, headers: headers)
    }

    private func post(_ body: [UInt8], to address: String, by way: WebWay, headers: [String]) -> DeliveryOutcome {
        let reply = session.transfer(body) { setup in
            setup.set(CURLOPT_URL, address)
            setup.set(way)
            setup.set(CURLOPT_POST, 1)
            // Without `Expect` the body goes out at once, instead of after a one-second wait for permission.
            setup.set(CURLOPT_HTTPHEADER, lines: ["Content-Type: application/json", "Expect:"] + headers)
        }
        return reply.outcomeOfWeb
    }
}

/// The outcome of one attempt to send something.
public enum DeliveryOutcome: Hashable, Sendable {
    /// The receiver, or the server on the way, has taken responsibility for it.
    case accepted
    /// It may be accepted later; perhaps it was, and the reply was lost. Send the same again, with the same identifier.
    ///
    /// - Parameter after: how many seconds the receiver asks to wait, at most a day; nil if it does not say.
    case retryable(reason: DeliveryFault, after: Int? = nil)
    /// Sending it again gets the same reply until the configuration or the receiver changes.
    case refused(reason: DeliveryFault)
}

/// Why something was not delivered. It holds no address, no secret and no part of the message.
public enum DeliveryFault: Hashable, Sendable {
    /// The host name, or that of the proxy, has no address.
    case unknownHost
    /// Nothing answers at that address and port.
    case noConnection
    /// It took longer than the channel allows.
    case timedOut
    /// The connection broke before the answer.
    case connectionLost
    /// The receiver's certificate is not from a trusted authority, or not for this host, or not valid today.
    case certificate
    /// The file of authorities cannot be read.
    case authorityFile
    /// The receiver does not offer an encrypted connection, or no protocol that both sides support.
    case noSecurity
    /// The mail server rejects the login, with its reply if it gave one.
    case login(reply: Int?)
    /// The mail server's reply to a different command, with its enhanced status code such as `5.1.1` if it gave one.
    case mailServer(reply: Int, status: String?)
    /// The receiver's HTTP status.
    case web(status: Int)
    /// libcurl cannot do what is asked of it; the text is libcurl's.
    case library(String)
}

extension DeliveryFault: CustomStringConvertible {
    /// What is wrong, then what to do about it.
    public var description: String { "\(reason); \(remedy)" }

    /// What is wrong.
    public var reason: String {
        switch self {
        case .unknownHost: "the host's name has no address"
        case .noConnection: "nothing answers at that host and port"
        case .timedOut: "the receiver took too long"
        case .connectionLost: "the connection broke before the answer"
        case .certificate: "the receiver's certificate was not accepted"
        case .authorityFile: "the file of certificates to trust cannot be read"
        case .noSecurity: "the receiver offers no secret connection that we know"
        case .login(let reply): "the mail server does not accept the login" + (reply.map { " (\($0))" } ?? "")
        case .mailServer(let reply, let status): "the mail server answered \(reply)" + (status.map { " \($0)" } ?? "")
        case .web(let status): "the receiver answered \(status)"
        case .library(let words): "libcurl cannot send it: \(words)"
        }
    }

    /// What to do about it; never empty.
    public var remedy: String {
        switch self {
        case .unknownHost: "check the host in the channel, and this machine's name service"
        case .noConnection: "check host and port in the channel, that the receiver runs, and what the firewall allows"
        case .timedOut: "check that the receiver is well, or allow it more time"
        case .connectionLost: "look into the receiver's log"
        case .certificate: "name the file of the authority that issued it, and the host by the name it was issued for"
        case .authorityFile: "check that the file exists, is PEM, and may be read by the service"
        case .noSecurity: "check security and port in the channel; 587 is for starttls, 465 for tls"
        case .login: "check the user, and the credential that holds the password"
        case .mailServer(let reply, _):
            reply < 500
                ? "look into the mail server's log if it goes on"
                : "check the addresses from and to, and what the mail server's log says"
        case .web(let status):
            switch status {
            case 300..<400: "write the final address in the channel; redirections are not followed"
            case 401, 403: "check that the receiver has the secret that signs"
            case 404, 410: "check the address in the channel, or remove the receiver"
            case 408, 425, 429, 500...: "look into the receiver's log if it goes on"
            default: "look into the receiver's log for why it does not take the message"
            }
        case .library: "check the version of libcurl, and the channel's address"
        }
    }
}

/// A dead man's switch: an address requested for as long as all is well, so that its silence shows a failure.
///
/// The request is a `GET` without a body and holds only what the admin wrote: that suits healthchecks.io and similar
/// services, and the log of any web server. Any status from 200 to 299 counts as success.
public struct Heartbeat: Hashable, Sendable {
    /// The address; printing it shows no path, which may hold a secret.
    public let address: WebAddress
    /// How to reach it over HTTP.
    public let way: WebWay

    /// Creates a heartbeat.
    public init(address: WebAddress, way: WebWay = .direct) {
        self.address = address
        self.way = way
    }
}
