import Testing

/// Certificates for the loopback host from an authority made for the test, and another authority that issued none of them.
public final class Authority: Sendable {
    private let folder: TemporaryFolder

    /// The authority's own certificate.
    public var file: String { folder.file("authority.pem") }
    /// The certificate of the authority that issued nothing.
    public var stranger: String { folder.file("stranger.pem") }
    /// The server's certificate.
    public var certificate: String { folder.file("server.pem") }
    /// The server's key.
    public var key: String { folder.file("server.key") }

    /// Makes both authorities and the certificate, with openssl(1).
    public init() throws {
        folder = try TemporaryFolder()
        let new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        for name in ["authority", "stranger"] {
            try openssl(
                new + [
                    "-subj", "/CN=\(name)", "-keyout", folder.file("\(name).key"), "-out", folder.file("\(name).pem"),
                ])
        }
        try openssl(
            new + [
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-addext", "basicConstraints=critical,CA:FALSE", "-CA", file, "-CAkey", folder.file("authority.key"),
                "-keyout", key, "-out", certificate,
            ])
    }

    private func openssl(_ arguments: [String]) throws {
        let outcome = try Program.run(try Tool.openssl.path(), arguments)
        try #require(outcome.status == 0, "\(outcome.talk)")
    }
}
