/// A mail server (aiosmtpd) that refuses some recipients by their names, and tells what it took by Python's mail package.
struct MailServer {
    let peer: Peer
    let port: Int

    /// What the server asks of its clients.
    enum Kind: String {
        case plain
        case login
        case startTLS
        case startTLSAndLogin
        case tls
    }

    init(_ kind: Kind, _ authority: Authority? = nil) throws {
        peer = try Peer.python(
            MailServer.script, [kind.rawValue, authority?.certificate ?? "", authority?.key ?? ""])
        port = try peer.port()
    }

    private static let script = #"""
        import asyncio, email, email.policy, json, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult

        kind, certificate, key = sys.argv[1:4]

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
                lambda: SMTP(Handler(), loop=loop, **options), "127.0.0.1", 0,
                ssl=context() if kind == "tls" else None)
            print(server.sockets[0].getsockname()[1])
            await server.serve_forever()

        asyncio.run(main())
        """#
}
