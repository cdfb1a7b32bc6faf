import Delivery
import TestSupport
import Testing

@Suite(
    "Mail to a real server",
    .needs(.pythonPeers))
struct MailDeliveryTests {
    private func outcome(
        _ server: MailServer, _ message: OutgoingMessage = Samples.message(), to: [String] = ["ward@clinic.example"],
        security: MailSecurity = .none, authorityFile: String? = nil, login: MailLogin? = nil
    ) throws -> DeliveryOutcome {
        let channel = try Samples.mailChannel(
            port: server.port, security: security, authorityFile: authorityFile, login: login, to: to)
        return Deliverer().send(message, over: .mail(channel), now: Samples.moment)
    }

    @Test func `what arrives is what was meant, as Python's mail package reads it`() throws {
        let server = try MailServer(.plain)
        let message = Samples.message(
            title: "Łucja: 2 items = 100 % \"late\"",
            closing: [".", "..dots", "tail   ", String(repeating: "ż", count: 90)])
        #expect(try outcome(server, message, to: ["ward@clinic.example", "night@clinic.example"]) == .accepted)
        let mail = try server.next()
        #expect(mail["sender"] == "cnswatch@clinic.example")
        #expect(mail["recipients"] == "ward@clinic.example night@clinic.example")
        #expect(mail["defects"] == "[]" && mail["bare"] == "0")
        #expect(mail["from"] == "cnswatch <cnswatch@clinic.example>")
        #expect(mail["to"] == "ward@clinic.example, night@clinic.example")
        #expect(mail["subject"] == "[cnswatch] Łucja: 2 items = 100 % \"late\"")
        #expect(mail["id"] == "<outbox-42.1@clinic.example>")
        #expect(mail["date"] == "2026-05-01T07:05:09+00:00")
        #expect(mail["automatic"] == "auto-generated")
        #expect(mail["route"] == "breast clinic")
        #expect(mail["types"] == "multipart/alternative text/plain text/html")
        #expect(mail["text"] == MessageTemplates.builtIn.text.render(message))
        #expect(mail["html"] == MessageTemplates.builtIn.html.render(message))
    }

    @Test(arguments: [
        ("greylisted", DeliveryOutcome.retryable(reason: .mailServer(reply: 451, status: "4.7.1"))),
        ("full", .retryable(reason: .mailServer(reply: 452, status: "4.3.1"))),
        ("gone", .refused(reason: .mailServer(reply: 550, status: "5.1.1"))),
        ("spam", .refused(reason: .mailServer(reply: 554, status: "5.7.1"))),
    ])
    func `a reply of 4xx is for later, one of 5xx for good`(name: String, expected: DeliveryOutcome) throws {
        #expect(try outcome(MailServer(.plain), to: ["\(name)@clinic.example"]) == expected)
    }

    @Test func `one refused recipient keeps the mail from all, and the same deliverer then sends to the others`() throws
    {
        let server = try MailServer(.plain)
        let deliverer = Deliverer()
        let outcomes = try [["ward@clinic.example", "gone@clinic.example"], ["ward@clinic.example"]].map { to in
            let channel = try Samples.mailChannel(port: server.port, to: to)
            return deliverer.send(Samples.message(), over: .mail(channel), now: Samples.moment)
        }
        #expect(outcomes == [.refused(reason: .mailServer(reply: 550, status: "5.1.1")), .accepted])
        #expect(try server.next()["recipients"] == "ward@clinic.example")
    }

    @Test func `where nothing listens it is for later`() throws {
        // Port 1 is listened on by nothing that a test machine runs.
        let channel = try Samples.mailChannel(port: 1)
        let outcome = Deliverer().send(Samples.message(), over: .mail(channel), now: Samples.moment)
        #expect(outcome == .retryable(reason: .noConnection))
    }

    @Test func `a login is used, and refused or put off as the server says`() throws {
        let server = try MailServer(.login)
        let right = MailLogin(user: "relay-user", password: "correct horse")
        #expect(try outcome(server, login: right) == .accepted)
        #expect(try server.next()["user"] == "relay-user")
        let wrong = MailLogin(user: "relay-user", password: "sentinel-password")
        let refused = try outcome(server, login: wrong)
        #expect(refused == .refused(reason: .login(reply: 535)))
        #expect(!"\(refused)".contains("sentinel"))
        #expect(
            try outcome(server, login: MailLogin(user: "busy", password: "x")) == .retryable(reason: .login(reply: 454))
        )
        #expect(try outcome(server) == .refused(reason: .mailServer(reply: 530, status: "5.7.0")))
    }

    @Test(.needs(.openssl))
    func `STARTTLS and TLS are accepted from the right authority only`() throws {
        let authority = try Authority()
        for (kind, security) in [(MailServer.Kind.startTLS, MailSecurity.startTLS), (.tls, .tls)] {
            let server = try MailServer(kind, authority)
            #expect(try outcome(server, security: security, authorityFile: authority.file) == .accepted)
            #expect(try server.next()["secret"] == "yes")
            for file in [authority.stranger, nil] {
                #expect(
                    try outcome(server, security: security, authorityFile: file) == .retryable(reason: .certificate))
            }
            #expect(
                try outcome(server, security: security, authorityFile: authority.file + ".none")
                    == .retryable(reason: .authorityFile))
        }
    }

    @Test(.needs(.openssl))
    func `a password goes over the secret connection, and nothing goes where there is none`() throws {
        let authority = try Authority()
        let login = MailLogin(user: "relay-user", password: "correct horse")
        let server = try MailServer(.startTLSAndLogin, authority)
        #expect(
            try outcome(server, security: .startTLS, authorityFile: authority.file, login: login) == .accepted)
        let mail = try server.next()
        #expect(mail["user"] == "relay-user" && mail["secret"] == "yes")
        let plain = try MailServer(.login)
        #expect(
            try outcome(plain, security: .startTLS, authorityFile: authority.file, login: login)
                == .retryable(reason: .noSecurity))
        #expect(
            try outcome(plain, security: .tls, authorityFile: authority.file, login: login)
                == .retryable(reason: .noSecurity))
    }
}
