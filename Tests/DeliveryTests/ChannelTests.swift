import Delivery
import Testing

@Suite("Channels")
struct ChannelTests {
    @Test(arguments: [
        "", "ward", "@clinic.example", "ward@", "a b@c.example", "a@b c", "a@b\r\nRCPT TO:<x@y>", "<a@b>", "a@-b",
        "a@b-",
        "a..b@c", ".a@c", "a.@c", "a@b..c", "a@b@c", "é@c", "a@é", "\"a b\"@c", "a,b@c", "a@[127.0.0.1]",
        String(repeating: "a", count: 65) + "@b",
    ])
    func `what a relay might not take for an address is none`(text: String) {
        #expect(throws: ChannelFault.mailAddress(text)) { try MailAddress(text) }
    }

    @Test(arguments: ["ward@clinic.example", "root@localhost", "o'neill+mri@a-b.example", "x_1@9.example"])
    func `usual addresses are taken`(text: String) throws {
        #expect("\(try MailAddress(text))" == text)
        #expect(text.hasSuffix("@" + (try MailAddress(text).domain)))
    }

    @Test(arguments: [
        "", "host", "ftp://h", "http://", "https:///x", "http://user:pw@h/", "http://h:0", "http://h:65536",
        "http://h:x",
        "http://h h", "http://h/#f", "http://h/\r\nX: y", "http://h/é", "http://[::1", "http://[h]/",
        "file:///etc/passwd",
        "http://h\\@evil", "http://h/" + String(repeating: "a", count: 2_048),
    ])
    func `what is no address of the web is refused`(text: String) {
        #expect(throws: ChannelFault.webAddress) { try WebAddress(text) }
    }

    @Test(arguments: [
        ("http://127.0.0.1:9093", "http://127.0.0.1:9093"), ("https://h.example/a?b=c", "https://h.example"),
        ("http://[::1]:80/x", "http://[::1]:80"),
    ])
    func `an address of the web shows no more than where it leads`(text: String, shown: String) throws {
        let address = try WebAddress(text)
        #expect("\(address)" == shown)
        var dumped = ""
        dump(address, to: &dumped)
        #expect(!dumped.contains("b=c") && !dumped.contains("/x"))
    }

    @Test func `a mail channel says what is wrong with it`() throws {
        #expect(throws: ChannelFault.noRecipients) { try Samples.mailChannel(to: []) }
        for port in [0, -1, 65_536] { #expect(throws: ChannelFault.port(port)) { try Samples.mailChannel(port: port) } }
        for host in ["", "a b", "h/path", "h:25", "-h", "u@h"] {
            #expect(throws: ChannelFault.host(host)) { try Samples.mailChannel(host: host) }
        }
        #expect(throws: ChannelFault.authorityFile) { try Samples.mailChannel(authorityFile: "") }
        _ = try Samples.mailChannel(host: "::1")
    }

    @Test func `a password goes unprotected to this machine only`() throws {
        let login = MailLogin(user: "u", password: "p")
        #expect(throws: ChannelFault.passwordInClear) { try Samples.mailChannel(host: "mail.example", login: login) }
        for host in ["localhost", "127.0.0.1", "::1"] { _ = try Samples.mailChannel(host: host, login: login) }
        for security in [MailSecurity.startTLS, .tls] {
            _ = try Samples.mailChannel(host: "mail.example", security: security, login: login)
        }
    }

    @Test func `a webhook must be signed, a proxy is a host, and an Alertmanager has no query`() throws {
        let address = try WebAddress("http://h.example")
        #expect(throws: ChannelFault.noSecret) { try WebhookChannel(address: address, secrets: []) }
        for proxy in ["", "h:3128", "http://h/x", "socks5://h"] {
            #expect(throws: ChannelFault.proxy) { try WebWay(proxy: proxy) }
        }
        #expect(throws: ChannelFault.webAddress) { try AlertmanagerChannel(address: WebAddress("http://h/?a=b")) }
    }

    @Test func `a password that C would cut short is not sent at all`() throws {
        let channel = try Samples.mailChannel(port: 1, login: MailLogin(user: "u", password: "sentinel\0more"))
        let outcome = Deliverer().send(Samples.message(), over: .mail(channel), now: 0)
        guard case .refused(.library) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(!"\(outcome)".contains("sentinel"))
    }

    @Test func `secrets are not shown by what holds them`() throws {
        let login = MailLogin(user: "relay-user", password: "sentinel-password")
        let mail = try Samples.mailChannel(login: login)
        let hook = try WebhookChannel(
            address: WebAddress("https://h.example/sentinel-path"),
            secrets: [WebhookSecret("whsec_c2VudGluZWwtc2VudGluZWwtc2VudGluZWw=")])
        var dumped = "\(login) \(mail) \(hook) \(String(reflecting: login)) \(String(reflecting: hook))"
        dump(login, to: &dumped)
        dump(mail, to: &dumped)
        dump(hook, to: &dumped)
        #expect(dumped.contains("relay-user") && dumped.contains("https://h.example"))
        #expect(!dumped.contains("sentinel") && !dumped.contains("c2VudGluZWw"))
    }
}
