import SecureHash
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    // The examples that go with FIPS 180-4, one and two blocks long.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
    ])
    func `the digest is that of the standard's examples`(message: String, digest: String) {
        #expect(SHA256.digest(of: message.utf8).description == digest)
    }

    // The long example of FIPS 180-4.
    @Test func `a million letters a have the standard's digest, taken whole or in pieces of 1 000`() {
        let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000)
        var hash = SHA256()
        for _ in 0..<1_000 { hash.update(piece) }
        #expect(hash.digest().description == expected)
        #expect(SHA256.digest(of: repeatElement(UInt8(ascii: "a"), count: 1_000_000)).description == expected)
    }

    // The Monte Carlo test of NIST's validation system (SHAVS, section 6.4): a chain of 100 000 digests from one seed, each of the
    // three before it. The seed and the checkpoints are those of its published vectors.
    @Test func `a chain of digests passes through NIST's checkpoints`() throws {
        var seed = try #require(Digest("6d1e72ad03ddeb5de891e572e2396f8da015d899ef0e79503152d6010a3fe691"))
        var checkpoints: [Digest] = []
        for _ in 0..<100 {
            var (first, second, third) = (seed, seed, seed)
            for _ in 0..<1_000 {
                var hash = SHA256()
                for digest in [first, second, third] { hash.update(digest) }
                (first, second, third) = (second, third, hash.digest())
            }
            seed = third
            checkpoints.append(seed)
        }
        #expect(checkpoints[0].description == "e93c330ae5447738c8aa85d71a6c80f2a58381d05872d26bdd39f1fcd4f2b788")
        #expect(checkpoints[1].description == "2e78f8c8772ea7c9331d41ed3f9cdf27d8f514a99342ee766ee3b8b0d0b121c0")
        #expect(checkpoints[99].description == "6a912ba4188391a78e6f13d88ed2d14e13afce9db6f7dcbf4a48c24f3db02778")
    }

    // Python: m = lambda n: bytes((i * 7 + n) % 256 for i in range(n)); h = hashlib.sha256();
    // for n in range(201): h.update(hashlib.sha256(m(n)).digest()); h.hexdigest()
    @Test func `messages of every length up to 200 bytes have the digests that Python's hashlib makes`() {
        var all = SHA256()
        for length in 0...200 { all.update(SHA256.digest(of: pattern(length))) }
        #expect(all.digest().description == "e673d33f6940a6d3856d0d305fd88363ae0ba3b96e2411d8ddd5e0dd443f4525")
    }

    @Test func `it makes no difference where a message is cut, nor whether it was asked for in between`() {
        for length in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 200] {
            let message = pattern(length)
            let whole = SHA256.digest(of: message)
            for cut in 0...length {
                var hash = SHA256()
                hash.update(message[..<cut])
                #expect(hash.digest() == SHA256.digest(of: message[..<cut]))
                hash.update(message[cut...])
                #expect(hash.digest() == whole, "\(length) bytes cut at \(cut)")
            }
        }
    }

    @Test func `bytes that lie in no memory yet are taken like others`() {
        let message = pattern(150)
        #expect(SHA256.digest(of: message.lazy.map { $0 }) == SHA256.digest(of: message))
    }

    private func pattern(_ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + length) }
    }
}
