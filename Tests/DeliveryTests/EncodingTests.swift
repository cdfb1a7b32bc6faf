import SecureHash
import Testing

@testable import Delivery

@Suite("Encodings")
struct EncodingTests {
    /// RFC 4648, section 10.
    private static let base64: [(String, String)] = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test(arguments: base64)
    func `Base64 is written and read as the standard's examples`(text: String, encoded: String) {
        #expect(Base64.encoded(Array(text.utf8)) == encoded)
        #expect(Base64.decoded(encoded) == Array(text.utf8))
    }

    @Test func `every byte goes through Base64 and back, at every place`() {
        for shift in 0..<3 {
            let bytes = [UInt8](repeating: 7, count: shift) + Array(0...255)
            #expect(Base64.decoded(Base64.encoded(bytes)) == bytes)
        }
        // python3 -c "import base64; print(base64.b64encode(bytes([251, 255, 191])))"
        #expect(Base64.encoded([251, 255, 191]) == "+/+/")
    }

    @Test(arguments: ["Zg", "Zg=", "Zh==", "Zm9=", "=", "====", "Z===", "Zm9v\n", "Zm-_", "Zm=v", "Zg==Zg=="])
    func `what is not Base64 is not read as if it were`(text: String) {
        #expect(Base64.decoded(text) == nil)
    }

    @Test(arguments: [
        ("a=b\n", "a=3Db\r\n"), ("é\n", "=C3=A9\r\n"), ("end \nx\t\n", "end=20\r\nx=09\r\n"),
        ("a b\n\nc", "a b\r\n\r\nc\r\n"),
        (".\n..a\n", "=2E\r\n=2E.a\r\n"),
        (String(repeating: "x", count: 76) + "\n", String(repeating: "x", count: 76) + "\r\n"),
        (
            String(repeating: "x", count: 77) + "\n", String(repeating: "x", count: 75) + "=\r\nxx\r\n"
        ),
        (
            String(repeating: "x", count: 74) + "é\n", String(repeating: "x", count: 74) + "=\r\n=C3=A9\r\n"
        ),
    ])
    func `quoted-printable keeps lines short and means the same`(text: String, encoded: String) {
        #expect(QuotedPrintable.encoded(text) == encoded)
    }

    @Test func `no line of quoted-printable is longer than 76 or holds anything but ASCII`() {
        var text = ""
        for width in 0..<200 { text += String(repeating: width % 3 == 0 ? "=" : "ż. ", count: width) + "\n" }
        for line in QuotedPrintable.encoded(text).split(separator: "\r\n") {
            #expect(line.utf8.count <= 76 && line.utf8.allSatisfy { (32...126).contains($0) })
            #expect(!line.hasSuffix(" "))
        }
    }

    @Test func `a header with plain text stays readable`() {
        #expect(HeaderText.line("Subject", " 2 items ") == "Subject: 2 items\r\n")
        #expect(HeaderText.line("Subject", "") == "Subject: \r\n")
    }

    @Test(arguments: ["a\r\nBcc: x@y", "a\nb", "\r\n\r\nbody", "\u{0}\u{85}\u{2029}a\u{b}"])
    func `no value adds a header`(value: String) {
        let line = HeaderText.line("Subject", value)
        #expect(line.hasSuffix("\r\n"))
        #expect(line.dropLast().utf8.allSatisfy { $0 >= 32 })
    }

    @Test(arguments: [
        ("Łucja", "Subject: =?UTF-8?B?xYF1Y2ph?=\r\n"),
        ("=?UTF-8?B?xYF1?=", "Subject: =?UTF-8?B?PT9VVEYtOD9CP3hZRjE/PQ==?=\r\n"),
    ])
    func `a header with more than plain text is encoded`(value: String, line: String) {
        #expect(HeaderText.line("Subject", value) == line)
    }

    @Test func `long headers are folded into whole characters and short lines`() throws {
        let value = String(repeating: "żółć 🧠 ", count: 30) + "end"
        var decoded = ""
        for (number, line) in HeaderText.line("X-Cnswatch-Route", value).split(separator: "\r\n").enumerated() {
            #expect(line.utf8.count <= 76)
            let word = number == 0 ? line.dropFirst("X-Cnswatch-Route: ".count) : line.dropFirst()
            let bytes = try #require(Base64.decoded(word.dropFirst(10).dropLast(2)))
            decoded += try #require(String(validating: bytes, as: UTF8.self))
        }
        #expect(decoded == value)
    }

    /// From: LC_ALL=C date -u -d @SECONDS '+%a, %d %b %Y %H:%M:%S %z | %Y-%m-%dT%H:%M:%SZ'
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00Z"),
        (68_169_600, "Tue, 29 Feb 1972 00:00:00 +0000", "1972-02-29T00:00:00Z"),
        (951_782_399, "Mon, 28 Feb 2000 23:59:59 +0000", "2000-02-28T23:59:59Z"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000", "2000-02-29T00:00:00Z"),
        (1_777_619_109, "Fri, 01 May 2026 07:05:09 +0000", "2026-05-01T07:05:09Z"),
        (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 +0000", "2100-02-28T23:59:59Z"),
        (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 +0000", "9999-12-31T23:59:59Z"),
        (-1, "Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00Z"),
        (Int.max, "Fri, 31 Dec 9999 23:59:59 +0000", "9999-12-31T23:59:59Z"),
    ])
    func `a moment is written as date(1) writes it`(seconds: Int, mail: String, timestamp: String) {
        #expect(UniversalTime(seconds).mailDate == mail)
        #expect(UniversalTime(seconds).timestamp == timestamp)
    }

    @Test func `the days of 400 years follow one another`() {
        var previous = UniversalTime(-1).timestamp
        for day in 1..<146_097 {
            let next = UniversalTime(day * 86_400).timestamp
            guard next > previous else {
                Issue.record("\(next) after \(previous)")
                return
            }
            previous = next
        }
        #expect(previous.hasPrefix("2369-12-31"))
    }

    @Test func `an identifier goes into headers as it is, or as its digest`() {
        #expect("\(WireIdentifier("outbox-42.A", allowsDots: true))" == "outbox-42.A")
        // printf a_b | sha256sum
        let digest = "648fa9b31bc7ff7eb914e7a7180f07e0df0f8467839b1af8902da1d0bead03a2"
        #expect("\(WireIdentifier("a_b", allowsDots: true))" == digest)
        for id in ["", "a b", "a\r\nBcc: x", "a..b", ".a", "a.", "é", "a>", String(repeating: "a", count: 129)] {
            let wire = "\(WireIdentifier(id, allowsDots: true))"
            #expect(wire == "\(SHA256.digest(of: Array(id.utf8)))", "\(id)")
        }
        #expect("\(WireIdentifier("a.b", allowsDots: false))".count == 64)
        #expect("\(WireIdentifier("a-b", allowsDots: false))" == "a-b")
    }
}
