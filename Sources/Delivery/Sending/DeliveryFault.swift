/// Why something was not delivered. It holds no address, no secret and nothing of the message.
public enum DeliveryFault: Hashable, Sendable {
    /// The name of the host, or of the proxy, has no address.
    case unknownHost
    /// Nothing answers at that address and port.
    case noConnection
    /// It took longer than the channel allows.
    case timedOut
    /// The connection broke before the answer.
    case connectionLost
    /// The receiver's certificate is not from an authority that is trusted, or not for this host, or not for this day.
    case certificate
    /// The file of authorities cannot be read.
    case authorityFile
    /// The receiver does not offer a secret connection, or none that both sides know.
    case noSecurity
    /// The mail server does not take us for whom we say we are, with its reply where it gave one.
    case login(reply: Int?)
    /// The mail server's reply to something else, with its further code such as `5.1.1`, where it gave one.
    case mailServer(reply: Int, status: String?)
    /// The receiver's answer to HTTP.
    case web(status: Int)
    /// libcurl cannot do what is asked of it, with its words for that.
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
