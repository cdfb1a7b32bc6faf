import Delivery
import Foundation
import TestSupport
import Testing

@Suite(
    "Webhooks to a real receiver",
    .needs(.pythonPeers))
struct WebDeliveryTests {
    // The receiver compares the timestamp with its own clock.
    private var now: Int { Int(Date().timeIntervalSince1970) }

    private func outcome(
        _ receiver: WebReceiver, _ path: String, _ message: OutgoingMessage = Samples.message(),
        secrets: [String] = [WebReceiver.secret], scheme: String = "http", way: WebWay = .direct, now: Int? = nil
    ) throws -> DeliveryOutcome {
        let channel = try WebhookChannel(
            address: WebAddress("\(scheme)://127.0.0.1:\(receiver.port)/hook/\(path)"),
            secrets: secrets.map { try WebhookSecret($0) }, way: way)
        return Deliverer().send(message, over: .webhook(channel), now: now ?? self.now)
    }

    @Test func `an implementation not our own verifies the signature, and reads the body`() throws {
        let receiver = try WebReceiver()
        #expect(try outcome(receiver, "ok") == .accepted)
        let request = try receiver.next()
        #expect(request["verdict"] == "verified")
        #expect(request["type"] == "application/json" && request["agent"] == "cnswatch")
        let body = try #require(request["body"])
        let read = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        #expect(read["type"] as? String == "cnswatch.digest")
        let data = try #require(read["data"] as? [String: Any])
        let entries = try #require(data["entries"] as? [[String: Any]])
        #expect(entries.map { $0["name"] as? String } == [nil, "Łucja O'Neill <née Núñez>"])
        #expect(entries.map { $0["daysLate"] as? Int } == [28, 0])
    }

    @Test func `a receiver that still has the old secret, or already the new one, verifies while both sign`() throws {
        let new = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        for secret in [new, WebReceiver.secret] {
            let receiver = try WebReceiver(secret: secret)
            #expect(try outcome(receiver, "ok", secrets: [new, WebReceiver.secret]) == .accepted)
            let request = try receiver.next()
            #expect(request["verdict"] == "verified")
            #expect(request["signatures"]?.split(separator: " ").count == 2)
        }
    }

    @Test func `another secret or an old moment is not verified, so that verifying means something`() throws {
        let receiver = try WebReceiver()
        let other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        #expect(try outcome(receiver, "ok", secrets: [other]) == .accepted)
        #expect(try receiver.next()["verdict"] == "No matching signature found")
        #expect(try outcome(receiver, "ok", now: Samples.moment - 86_400 * 365) == .accepted)
        #expect(try receiver.next()["verdict"] == "Message timestamp too old")
    }

    @Test(arguments: [
        ("204", DeliveryOutcome.accepted), ("202", .accepted), ("large", .accepted),
        ("408", .retryable(reason: .web(status: 408))), ("425", .retryable(reason: .web(status: 425))),
        ("429", .retryable(reason: .web(status: 429), after: 7)), ("500", .retryable(reason: .web(status: 500))),
        ("503", .retryable(reason: .web(status: 503), after: 86_400)), ("410", .refused(reason: .web(status: 410))),
        ("400", .refused(reason: .web(status: 400))), ("401", .refused(reason: .web(status: 401))),
        ("404", .refused(reason: .web(status: 404))), ("broken", .retryable(reason: .connectionLost)),
    ])
    func `the answer decides what becomes of it`(path: String, expected: DeliveryOutcome) throws {
        #expect(try outcome(WebReceiver(), path) == expected)
    }

    @Test func `a redirection is not followed`() throws {
        let receiver = try WebReceiver()
        #expect(try outcome(receiver, "redirect") == .refused(reason: .web(status: 302)))
        #expect(try outcome(receiver, "ok") == .accepted)
        #expect(
            try [receiver.next(), receiver.next()].map { $0["path"] } == ["/hook/redirect", "/hook/ok"])
    }

    @Test func `a receiver that never answers is given up, and a later attempt has the same identifier`() throws {
        let receiver = try WebReceiver()
        let impatient = try WebWay(patience: Patience(connecting: 10, altogether: 1))
        #expect(try outcome(receiver, "slow", way: impatient) == .retryable(reason: .timedOut))
        #expect(try outcome(receiver, "ok") == .accepted)
        let (first, second) = (try receiver.next(), try receiver.next())
        #expect(first["id"] == second["id"] && first["id"]?.isEmpty == false)
        #expect(first["body"] == second["body"])
    }

    @Test func `where nothing listens, or the name means nothing, it is for later`() throws {
        // No label of a name has 64 letters, so that nobody's name service needs to be asked.
        let nowhere = "http://\(String(repeating: "h", count: 64)).invalid/"
        let addresses = [("http://127.0.0.1:1/", DeliveryFault.noConnection), (nowhere, .unknownHost)]
        for (address, reason) in addresses {
            let channel = try WebhookChannel(address: WebAddress(address), secrets: [WebhookSecret(WebReceiver.secret)])
            let outcome = Deliverer().send(Samples.message(), over: .webhook(channel), now: now)
            #expect(outcome == .retryable(reason: reason))
        }
    }

    @Test(.needs(.openssl))
    func `HTTPS is accepted from the right authority only`() throws {
        let authority = try Authority()
        let receiver = try WebReceiver(authority)
        let right = try WebWay(authorityFile: authority.file)
        #expect(try outcome(receiver, "ok", scheme: "https", way: right) == .accepted)
        #expect(try receiver.next()["verdict"] == "verified")
        let wrong = try WebWay(authorityFile: authority.stranger)
        #expect(try outcome(receiver, "ok", scheme: "https", way: wrong) == .retryable(reason: .certificate))
        #expect(try outcome(receiver, "ok", scheme: "https") == .retryable(reason: .certificate))
    }

    @Test func `a proxy that is configured is used`() throws {
        let proxy = try WebReceiver()
        let channel = try WebhookChannel(
            address: WebAddress("http://h.invalid/hook/ok"), secrets: [WebhookSecret(WebReceiver.secret)],
            way: WebWay(proxy: "http://127.0.0.1:\(proxy.port)"))
        #expect(Deliverer().send(Samples.message(), over: .webhook(channel), now: now) == .accepted)
        #expect(try proxy.next()["path"] == "http://h.invalid/hook/ok")
    }

    @Test func `the environment's proxy is not used`() async {
        // In a process of its own, whose environment nobody else reads.
        await #expect(processExitsWith: .success) {
            for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
                setenv(name, "http://127.0.0.1:1", 1)
            }
            unsetenv("no_proxy")
            unsetenv("NO_PROXY")
            let receiver = try WebReceiver()
            let channel = try WebhookChannel(
                address: WebAddress("http://127.0.0.1:\(receiver.port)/hook/ok"),
                secrets: [WebhookSecret(WebReceiver.secret)])
            let outcome = Deliverer().send(Samples.message(), over: .webhook(channel), now: 0)
            try #require(outcome == .accepted)
        }
    }
}
