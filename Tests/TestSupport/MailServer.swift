import Foundation

/// A mail server (aiosmtpd) that refuses some recipients by their names, and reports each mail as Python's own mail package reads it.
public final class MailServer {
    /// The port that it listens on, of 127.0.0.1.
    public let port: Int
    private let peer: Peer
    private var taken: [[String: String]] = []

    /// What the server asks of its clients.
    public enum Kind: String, Sendable {
        /// Nothing.
        case plain
        /// A login, without encryption.
        case login
        /// Encryption by STARTTLS.
        case startTLS
        /// A login after STARTTLS.
        case startTLSAndLogin
        /// Encryption from the first byte.
        case tls
    }

    /// Starts a server.
    ///
    /// - Parameters:
    ///   - authority: who issued its certificate, where it encrypts.
    ///   - port: where it listens; any free port for 0.
    public init(_ kind: Kind = .plain, _ authority: Authority? = nil, port: Int = 0) throws {
        peer = try Peer.python(
            MailServer.script, [kind.rawValue, authority?.certificate ?? "", authority?.key ?? "", "\(port)"])
        self.port = try peer.port()
    }

    /// Ends the server, as a relay that is down.
    public func stop() { peer.stop() }

    /// The next mail in its parts, such as `subject`, `text` and `html`, within a minute.
    public func next() throws -> [String: String] {
        let record = try peer.record()
        taken.append(record)
        return record
    }

    /// The mails so far as they came, oldest first, each after a line with its recipients.
    public var mails: [String] {
        get throws {
            while let line = try peer.lineSoFar() { taken.append(try Peer.record(line)) }
            return taken.map { $0["raw"] ?? "" }
        }
    }

    /// The mails as soon as there are so many, or after a minute.
    public func wait(for count: Int) throws -> [String] {
        for _ in 0..<1_200 {
            if try mails.count >= count { break }
            usleep(50_000)
        }
        return try mails
    }

    private static let script = #"""
        import asyncio, email, email.policy, json, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult

        kind, certificate, key, port = sys.argv[1:5]

        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                name = address.split("@")[0]
                replies = {"greylisted": "451 4.7.1 Try again later", "gone": "550 5.1.1 No such user <%s>" % address}
                if name in replies:
                    return replies[name]
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, server, session, envelope):
                names = [address.split("@")[0] for address in envelope.rcpt_tos]
                if "full" in names:
                    return "452 4.3.1 Out of storage"
                if "spam" in names:
                    return "554 5.7.1 Content rejected"
                raw = envelope.original_content
                mail = email.message_from_bytes(raw, policy=email.policy.default)
                parts = {part.get_content_type(): part for part in mail.walk()}
                def text(kind):
                    return parts[kind].get_content().replace("\r\n", "\n")
                print(json.dumps({
                    "raw": " ".join(envelope.rcpt_tos) + "\n" + raw.decode("utf-8", "replace"),
                    "sender": envelope.mail_from, "recipients": " ".join(envelope.rcpt_tos),
                    "user": session.auth_data.decode() if session.authenticated else "",
                    "secret": "yes" if session.ssl or server.transport.get_extra_info("sslcontext") else "no",
                    "defects": str([d for part in mail.walk() for d in part.defects]),
                    "bare": str(raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r")),
                    "from": mail["From"], "to": mail["To"], "subject": mail["Subject"], "id": mail["Message-ID"],
                    "date": mail["Date"].datetime.isoformat(), "automatic": mail["Auto-Submitted"],
                    "route": mail["X-Cnswatch-Route"], "types": " ".join(parts),
                    "text": text("text/plain"), "html": text("text/html"),
                }))
                return "250 OK"

        def authenticate(server, session, envelope, mechanism, data):
            if (data.login, data.password) == (b"relay-user", b"correct horse"):
                return AuthResult(success=True, auth_data=data.login)
            if data.login == b"busy":
                return AuthResult(success=False, handled=False, message="454 4.7.0 Temporary authentication failure")
            return AuthResult(success=False, handled=False)

        def context():
            made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            made.load_cert_chain(certificate, key)
            return made

        async def main():
            options = {"hostname": "localhost"}
            if kind in ("login", "startTLSAndLogin"):
                options.update(authenticator=authenticate, auth_required=True, auth_require_tls=kind != "login")
            if kind in ("startTLS", "startTLSAndLogin"):
                options.update(tls_context=context(), require_starttls=True)
            loop = asyncio.get_running_loop()
            server = await loop.create_server(
                lambda: SMTP(Handler(), loop=loop, **options), "127.0.0.1", int(port),
                ssl=context() if kind == "tls" else None)
            print(server.sockets[0].getsockname()[1])
            await server.serve_forever()

        asyncio.run(main())
        """#
}
