/// How the way to the mail server is kept secret.
public enum MailSecurity: String, CaseIterable, Hashable, Sendable {
    /// Not at all: for a relay on the same machine.
    case none
    /// The connection turns secret before anything is said, or nothing is sent.
    case startTLS = "starttls"
    /// The connection is secret from its first byte.
    case tls
}
