import JSONText
import TestSupport
import Testing

@testable import Delivery

@Suite("Webhooks")
struct WebhookTests {
    // python3: hmac.new(base64.b64decode(SECRET), b"ID.TIMESTAMP.BODY", hashlib.sha256)
    @Test(arguments: [
        (
            // The example of the documentation of Standard Webhooks' libraries;
            // 83484cf52b04f8e4cf2531adfed9882ad4b2665137b852442d594d20e2c9d4e1
            WebReceiver.secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, #"{"test": 2432232314}"#,
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        ),
        (
            // f5459336c6fbfc2c3b8159a61314f407bd0a69580cdfeadf36374282449047ab
            WebReceiver.secret, "2026-05-01-42", 1_777_619_109, "{}", "v1,9UWTNsb7/Cw7gVmmExT0B70KaVgM3+rfNjdCgkSQR6s="
        ),
        (
            // The bytes 0 to 63; d6d32b9847d4139bc090d972fbe3ed27bec1df1feea53e5aca5b6f82a73c59f1
            "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==",
            "2026-05-01-42", 1_777_619_109, "{}", "v1,1tMrmEfUE5vAkNly++PtJ77B3x/upT5ayltvgqc8WfE="
        ),
    ])
    func `a signature is the one that others compute`(
        secret: String, id: String, timestamp: Int, body: String, signature: String
    ) throws {
        let secret = try WebhookSecret(secret)
        #expect(secret.signature(id: id, timestamp: timestamp, body: Array(body.utf8)) == signature)
    }

    @Test(arguments: [
        ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", ChannelFault.secretPrefix), ("whsec_not base64", .secretEncoding),
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", .secretEncoding), ("whsec_", .secretLength(0)),
        ("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRY=", .secretLength(23)),
    ])
    func `a secret that receivers would not take is refused`(text: String, fault: ChannelFault) {
        #expect(throws: fault) { try WebhookSecret(text) }
    }

    @Test func `the body is what the golden file holds, and JSON`() throws {
        let channel = try WebhookChannel(
            address: WebAddress("http://h.example"), secrets: [WebhookSecret(WebReceiver.secret)])
        let body = channel.body(for: Samples.message())
        try GoldenFile("webhook.json").hold(String(decoding: body + [10], as: UTF8.self))
        let data = try JSONParser().parse(body).objectValue?["data"]?.objectValue
        #expect(data?["entries"]?.arrayValue?.map { $0.objectValue?["name"] != nil } == [false, true])
    }

    @Test func `each secret signs, the identifier stays and the timestamp is the attempt's`() throws {
        let first = try WebhookSecret(WebReceiver.secret)
        let second = try WebhookSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        let channel = try WebhookChannel(address: WebAddress("http://h.example"), secrets: [first, second])
        let body = Array("{}".utf8)
        let id = "outbox-42"
        #expect(
            channel.headers(for: Samples.message(id: id), body: body, now: 1_777_700_000) == [
                "webhook-id: outbox-42", "webhook-timestamp: 1777700000",
                "webhook-signature: \(first.signature(id: id, timestamp: 1_777_700_000, body: body)) "
                    + second.signature(id: id, timestamp: 1_777_700_000, body: body),
            ])
        // A dot would end the identifier within what is signed.
        let dotted = channel.headers(for: Samples.message(id: "a.b"), body: body, now: 0)[0]
        #expect(dotted.count == "webhook-id: ".count + 64 && !dotted.contains("."))
    }
}
