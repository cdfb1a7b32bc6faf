import SecureHash
import Testing

@Suite("Digests")
struct DigestTests {
    private let text = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e9f"
    private let bytes: [UInt8] = Array(0...30) + [0x9f]

    @Test func `bytes and digits are two ways to write one digest`() throws {
        let digest = try #require(Digest(bytes: bytes))
        #expect(digest.description == text)
        #expect(digest.bytes == bytes)
        #expect(Digest(text) == digest)
        #expect(Digest(text.uppercased()) == digest)
        #expect(digest.digits(5) == "00010")
        #expect(digest.digits(0).isEmpty)
        #expect(digest.digits(99) == text)
        #expect(Digest.zero.bytes == [UInt8](repeating: 0, count: 32))
    }

    @Test func `what is not 32 bytes or 64 digits is no digest`() {
        #expect(Digest(bytes: bytes.dropLast()) == nil)
        #expect(Digest(bytes: bytes + [0]) == nil)
        for wrong in ["", "0", String(text.dropLast()), text + "0", "g" + text.dropFirst(), " " + text.dropFirst()] {
            #expect(Digest(wrong) == nil, "\(wrong)")
        }
        // Sixty-four characters of more bytes.
        #expect(Digest("ü" + text.dropFirst()) == nil)
        #expect(Digest("ü" + text.dropFirst(2)) == nil)
    }
}
