import SecureHash
import Testing

@Suite("Message authentication codes")
struct MessageAuthenticatorTests {
    private static func repeated(_ byte: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: byte, count: count) }

    // RFC 4231, section 4: test cases 1 to 4, 6 and 7.
    @Test(arguments: [
        (
            repeated(0x0b, 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            repeated(0xaa, 20), repeated(0xdd, 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            Array(1...25), repeated(0xcd, 50),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
        ),
        (
            repeated(0xaa, 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            repeated(0xaa, 131),
            Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ])
    func `a code is that of the RFC's examples`(key: [UInt8], message: [UInt8], code: String) {
        #expect(MessageAuthenticator(key: key).code(of: message).description == code)
    }

    // RFC 4231, test case 5, of which only the first 128 bits are given.
    @Test func `a shortened code is the beginning of the whole one`() {
        let authenticator = MessageAuthenticator(key: Self.repeated(0x0c, 20))
        let code = authenticator.code(of: "Test With Truncation".utf8)
        #expect(code.digits(32) == "a3b6167473100ee06e0c796c2955552b")
    }

    // Python: m as for SHA-256; h = hashlib.sha256();
    // for n in range(201): h.update(hmac.new(m(n), m(200 - n), hashlib.sha256).digest()); h.hexdigest()
    @Test func `keys and messages of every length up to 200 bytes have the codes that Python's hmac makes`() {
        func pattern(_ length: Int) -> [UInt8] { (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + length) } }
        var all = SHA256()
        for length in 0...200 {
            all.update(MessageAuthenticator(key: pattern(length)).code(of: pattern(200 - length)))
        }
        #expect(all.digest().description == "e072de78b2638db758c27309026b2a23bf5dc454269226ec91a90675e1099e93")
    }

    @Test func `one authenticator makes the same code of the same message, whatever came between`() {
        let authenticator = MessageAuthenticator(key: [1, 2, 3])
        let code = authenticator.code(of: "M1".utf8)
        #expect(authenticator.code(of: "M2".utf8) != code)
        #expect(authenticator.code(of: "M1".utf8) == code)
        #expect(MessageAuthenticator(key: [1, 2, 4]).code(of: "M1".utf8) != code)
    }
}
