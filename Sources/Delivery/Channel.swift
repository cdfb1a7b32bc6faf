/// How to reach a receiver.
public enum Channel: Sendable {
    /// By mail.
    case mail(MailChannel)
    /// By a signed webhook.
    case webhook(WebhookChannel)
    /// As an alert in an Alertmanager.
    case alertmanager(AlertmanagerChannel)
}

/// What can be wrong with the description of a channel. Secrets are not repeated.
public enum ChannelFault: Error, Hashable, Sendable {
    /// Not a mail address.
    case mailAddress(String)
    /// Neither a host name nor a host address.
    case host(String)
    /// Not a port number.
    case port(Int)
    /// A mail channel without recipients.
    case noRecipients
    /// Not a domain.
    case domain(String)
    /// An empty file name for the authorities.
    case authorityFile
    /// A password that would cross the network in clear.
    case passwordInClear
    /// Not a web address; it is not repeated, since it may hold a secret.
    case webAddress
    /// Not a proxy address.
    case proxy
    /// A webhook without a secret to sign with.
    case noSecret
    /// A secret without the required prefix.
    case secretPrefix
    /// A secret that is not Base64 after its prefix.
    case secretEncoding
    /// A secret of this many bytes, too few or too many.
    case secretLength(Int)
}

extension ChannelFault: CustomStringConvertible {
    /// What is wrong, then what to do about it.
    public var description: String { "\(reason); \(remedy)" }

    /// What is wrong.
    public var reason: String {
        switch self {
        case .mailAddress(let text): "\(ChannelFault.quoted(text)) is no mail address"
        case .host(let text): "\(ChannelFault.quoted(text)) is no host"
        case .port(let number): "\(number) is no port"
        case .noRecipients: "the mail has no recipients"
        case .domain(let text): "\(ChannelFault.quoted(text)) is no domain"
        case .authorityFile: "the file of certificates has no name"
        case .passwordInClear: "the password would cross the network in clear"
        case .webAddress: "the URL is not one of http:// or https:// without blanks, user or fragment"
        case .proxy: "the proxy's URL is not http:// or https:// with host and port"
        case .noSecret: "the webhook has no secret to sign with"
        case .secretPrefix: "the webhook's secret does not begin with whsec_"
        case .secretEncoding: "the webhook's secret is not Base64 behind whsec_"
        case .secretLength(let count): "the webhook's secret has \(count) bytes, not 24 to 64"
        }
    }

    /// What to write or do instead; never empty.
    public var remedy: String {
        switch self {
        case .mailAddress: "write it like oncology@clinic.example"
        case .host: "write a name like mail.clinic.example, or an address"
        case .port: "write one from 1 to 65535, such as 25, 587 or 465"
        case .noRecipients: "name at least one address"
        case .domain: "write it like clinic.example"
        case .authorityFile: "name a file in PEM form, or leave it out to trust the system's authorities"
        case .passwordInClear: "write starttls or tls as its security, or remove the login"
        case .webAddress: "write it like https://host.example/path"
        case .proxy: "write it like http://proxy.clinic.example:3128"
        case .noSecret: "name a credential that holds one, as whsec_ and Base64"
        case .secretPrefix, .secretEncoding, .secretLength:
            "make one with: echo whsec_$(head -c 32 /dev/urandom | base64)"
        }
    }

    private static func quoted(_ text: String) -> String {
        let shown = SingleLine.text(text)
        return shown.count > 60 ? "\"\(shown.prefix(60))...\"" : "\"\(shown)\""
    }
}

/// How long one attempt may take.
public struct Patience: Hashable, Sendable {
    /// The limit for connecting, in seconds, at least 1.
    public let connecting: Int
    /// The limit for the whole attempt, in seconds, at least 1.
    public let altogether: Int

    /// 10 seconds to connect, 60 altogether.
    public static let usual = Patience(connecting: 10, altogether: 60)

    /// Creates a patience from limits in seconds, clamped to 1 to 600.
    public init(connecting: Int, altogether: Int) {
        self.connecting = min(max(connecting, 1), 600)
        self.altogether = min(max(altogether, 1), 600)
    }
}

/// Checks host names and host addresses.
enum HostName {
    /// Returns whether it is a name of letters, digits and hyphens between dots.
    static func isValid(_ text: some StringProtocol) -> Bool {
        (1...253).contains(text.utf8.count)
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                !label.isEmpty && !label.hasPrefix("-") && !label.hasSuffix("-") && label.utf8.allSatisfy(isByte)
            }
    }

    /// Returns whether it has only the characters of an IPv6 address; libcurl checks the rest.
    static func isVersion6(_ text: some StringProtocol) -> Bool {
        text.contains(":")
            && text.utf8.allSatisfy { byte in
                byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || Character(Unicode.Scalar(byte)).isHexDigit
            }
    }

    /// Returns whether it is this machine, by the names that cannot mean any other.
    static func isLoopback(_ text: String) -> Bool { ["localhost", "127.0.0.1", "::1"].contains(text) }

    private static func isByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
