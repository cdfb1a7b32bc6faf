import Testing

@testable import DaemonRuntime

@Suite("Pseudonyms")
struct PseudonymTests {
    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    // The examples of FIPS 180-4.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `the digest is SHA-256`(message: String, digest: String) {
        #expect(hex(SHA256.digest(Array(message.utf8))) == digest)
    }

    // RFC 4231, test cases 2 and 6.
    @Test func `the keyed digest is HMAC`() {
        #expect(
            hex(SHA256.authenticationCode(of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            hex(
                SHA256.authenticationCode(
                    of: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                    key: [UInt8](repeating: 0xaa, count: 131)))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test func `a pseudonym needs the key, and tells patients apart`() {
        let site = Pseudonyms(key: Array("one site".utf8))
        #expect(site.pseudonym(of: "M1").utf8.count == 12)
        #expect(site.pseudonym(of: "M1") == site.pseudonym(of: "M1"))
        #expect(site.pseudonym(of: "M1") != site.pseudonym(of: "M2"))
        #expect(site.pseudonym(of: "M1") != Pseudonyms(key: Array("another".utf8)).pseudonym(of: "M1"))
    }
}
