/// A mail server and the recipients to reach through it: SMTP.
///
/// One mail goes to all recipients. If the server refuses one of them, no recipient gets the mail and the channel
/// refuses it. People who must not miss a message because of someone else's wrong address need receivers of their own.
public struct MailChannel: Sendable {
    /// The server's name or address.
    public let host: String
    /// The port: usually 25 on the same machine, 587 with STARTTLS, 465 with TLS.
    public let port: Int
    /// How the connection is encrypted.
    public let security: MailSecurity
    /// A file with the certificates of authorities to trust in place of the system's.
    public let authorityFile: String?
    /// The login; nil if the server requires none.
    public let login: MailLogin?
    /// The sender, to whom failures are reported.
    public let from: MailAddress
    /// The recipients; never empty.
    public let recipients: [MailAddress]
    /// The part after the `@` of the `Message-ID`.
    public let domain: String
    /// The templates of subject, text and HTML.
    public let templates: MessageTemplates
    /// How long an attempt may take.
    public let patience: Patience

    /// Creates a channel from its parts.
    ///
    /// - Parameter domain: for the `Message-ID`; by default that of `from`.
    /// - Throws: what is wrong with these parts; a password may go unencrypted to this machine only.
    public init(
        host: String, port: Int, security: MailSecurity, authorityFile: String? = nil, login: MailLogin? = nil,
        from: MailAddress, to recipients: [MailAddress], domain: String? = nil,
        templates: MessageTemplates = .builtIn, patience: Patience = .usual
    ) throws(ChannelFault) {
        guard HostName.isValid(host) || HostName.isVersion6(host) else { throw .host(host) }
        guard (1...65_535).contains(port) else { throw .port(port) }
        guard !recipients.isEmpty else { throw .noRecipients }
        if let domain, !HostName.isValid(domain) { throw .domain(domain) }
        if let authorityFile, authorityFile.isEmpty || authorityFile.utf8.contains(0) { throw .authorityFile }
        if login != nil, security == .none, !HostName.isLoopback(host) { throw .passwordInClear }
        self.host = host
        self.port = port
        self.security = security
        self.authorityFile = authorityFile
        self.login = login
        self.from = from
        self.recipients = recipients
        self.domain = domain ?? String(from.domain)
        self.templates = templates
        self.patience = patience
    }

    /// Returns the mail as handed to the server, with CRLF line ends; the same at every attempt.
    public func mail(for message: OutgoingMessage) -> [UInt8] { Array(MailText(message, over: self).text.utf8) }

    var address: String {
        let host = HostName.isValid(host) ? host : "[\(host)]"
        switch security {
        case .none, .startTLS: return "smtp://\(host):\(port)"
        case .tls: return "smtps://\(host):\(port)"
        }
    }
}

/// How the connection to the mail server is encrypted.
public enum MailSecurity: String, CaseIterable, Hashable, Sendable {
    /// Not encrypted: for a relay on the same machine.
    case none
    /// STARTTLS is required before anything else is sent.
    case startTLS = "starttls"
    /// TLS from the first byte.
    case tls
}

/// The login at the mail server. Printing it does not show the password.
public struct MailLogin: Sendable, CustomStringConvertible, CustomReflectable {
    /// The user name.
    public let user: String
    let password: String

    /// Creates a login.
    ///
    /// - Parameter password: as the caller read it from a credential, without a line end.
    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// The user, and a note that there is a password.
    public var description: String { "\(user), with a password" }

    /// Shows the user only.
    public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}

/// A mail address, such as `oncology@clinic.example`, in the plain form that every relay accepts.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address as it was given.
    public let description: String
    /// The part after the `@`.
    public var domain: Substring { description.suffix(from: description.index(after: at)) }

    private let at: String.Index

    /// Parses an address: letters, digits and some signs, an `@`, a host.
    ///
    /// Quoted names, comments and letters beyond ASCII are rejected, since not every relay accepts them.
    public init(_ text: String) throws(ChannelFault) {
        guard let at = text.firstIndex(of: "@") else { throw .mailAddress(text) }
        let (name, host) = (text[..<at], text[text.index(after: at)...])
        let isName =
            (1...64).contains(name.utf8.count) && name.utf8.allSatisfy(MailAddress.isNameByte)
            && !name.split(separator: ".", omittingEmptySubsequences: false).contains { $0.isEmpty }
        guard isName, HostName.isValid(host) else { throw .mailAddress(text) }
        self.at = at
        description = text
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-/=?^_`{|}~.".utf8.contains(byte)
        }
    }
}
