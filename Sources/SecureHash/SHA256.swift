/// SHA-256 (FIPS 180-4), of bytes that come in pieces: no library on the list offers it without a large one.
public struct SHA256: Sendable {
    private var hash = SHA256.initialHash
    // What did not fill a block yet.
    private var block = InlineArray<64, UInt8>(repeating: 0)
    private var filled = 0
    private var length: UInt64 = 0

    /// A hash of nothing yet.
    public init() {}

    /// The digest of bytes.
    public static func digest(of message: some Sequence<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(message)
        return hash.digest()
    }

    /// Takes further bytes of the message.
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ take(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes { take($0) }
        }
    }

    /// Takes the 32 bytes of a digest as further bytes of the message.
    public mutating func update(_ digest: Digest) { digest.withUnsafeBytes { take($0) } }

    /// The digest of all that was taken so far; more may be taken afterwards.
    public func digest() -> Digest {
        var last = self
        last.pad()
        return Digest(words: last.hash)
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer) {
        length &+= UInt64(bytes.count)
        var rest = bytes
        if filled > 0 {
            let count = min(64 - filled, rest.count)
            fill(with: UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            guard filled == 64 else { return }
            compressBlock()
        }
        while rest.count >= 64, let start = rest.baseAddress {
            SHA256.compress(start, into: &hash)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(64))
        }
        fill(with: rest)
    }

    private mutating func fill(with bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            block[filled] = byte
            filled += 1
        }
    }

    /// Ends the message as the standard says: a set bit, zeros, and the length in bits.
    private mutating func pad() {
        let bits = length &* 8
        block[filled] = 0x80
        zero(from: filled + 1, to: 64)
        if filled >= 56 {
            compressBlock()
            zero(from: 0, to: 56)
        }
        for index in 0..<8 { block[56 + index] = UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * index)) }
        compressBlock()
    }

    private mutating func zero(from start: Int, to end: Int) {
        for index in start..<end { block[index] = 0 }
    }

    private mutating func compressBlock() {
        let block = block
        block.span.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { SHA256.compress(start, into: &hash) }
        }
        filled = 0
    }
}

extension SHA256 {
    static let initialHash = SIMD8<UInt32>(
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

    /// Works one block of 64 bytes into the hash: section 6.2.2 of the standard, in its letters. Takes no memory.
    static func compress(_ block: UnsafeRawPointer, into hash: inout SIMD8<UInt32>) {
        // The last 16 words of the message schedule; the word at a place gives way to that 16 rounds later.
        var schedule = InlineArray<16, UInt32>(repeating: 0)
        for index in 0..<16 {
            schedule[index] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        }
        var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
        var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
        roundConstants.withUnsafeBufferPointer { constants in
            for round in 0..<64 {
                let place = round & 15
                if round >= 16 {
                    let (early, late) = (schedule[(round + 1) & 15], schedule[(round + 14) & 15])
                    let sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ early >> 3
                    let sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ late >> 10
                    schedule[place] = schedule[place] &+ sigma0 &+ schedule[(round + 9) & 15] &+ sigma1
                }
                let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
                let choice = (e & f) ^ (~e & g)
                let first = h &+ sum1 &+ choice &+ constants[round] &+ schedule[place]
                let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
                let majority = (a & b) ^ (a & c) ^ (b & c)
                (h, g, f, e) = (g, f, e, d &+ first)
                (d, c, b, a) = (c, b, a, first &+ sum0 &+ majority)
            }
        }
        hash &+= SIMD8(a, b, c, d, e, f, g, h)
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }
}

extension SHA256 {
    /// The constants of the 64 rounds, by their definition; worked out once.
    static let roundConstants: [UInt32] = fractions(ofRootsOf: primes(64))

    private static func primes(_ count: Int) -> [Int] {
        var primes: [Int] = []
        var candidate = 2
        while primes.count < count {
            if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes
    }

    /// The first 32 bits of the fractions of cube roots.
    private static func fractions(ofRootsOf primes: [Int]) -> [UInt32] {
        primes.map { prime in
            // The largest r with r^3 <= prime * 2^96 has the root's whole part above its low 32 bits.
            var low: UInt64 = 0
            var high: UInt64 = 1 << 36
            while high - low > 1 {
                let middle = (low + high) / 2
                let square = middle.multipliedFullWidth(by: middle)
                let (upper, lower) = (
                    square.high.multipliedFullWidth(by: middle), square.low.multipliedFullWidth(by: middle)
                )
                let sum = upper.low.addingReportingOverflow(lower.high)
                let cubeHigh = upper.high + (sum.overflow ? 1 : 0)
                // Compare the 192-bit cube with prime * 2^96.
                let target = UInt64(prime) << 32
                let isBelow =
                    cubeHigh == 0 && (sum.partialValue < target || (sum.partialValue == target && lower.low == 0))
                if isBelow { low = middle } else { high = middle }
            }
            return UInt32(truncatingIfNeeded: low)
        }
    }
}

/// The 32 bytes of a SHA-256 digest or of a message authentication code.
public struct Digest: Hashable, Sendable, LosslessStringConvertible {
    let words: SIMD8<UInt32>

    /// 32 zero bytes: the digest of nothing that anybody knows.
    public static let zero = Digest(words: SIMD8(repeating: 0))

    init(words: SIMD8<UInt32>) { self.words = words }

    /// The digest with these bytes; nil where they are not 32.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var words = SIMD8<UInt32>(repeating: 0)
        for (index, byte) in bytes.enumerated() { words[index / 4] = words[index / 4] << 8 | UInt32(byte) }
        self.words = words
    }

    /// The digest written as 64 hexadecimal digits, small or capital; nil where the text is anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 64 else { return nil }
        var words = SIMD8<UInt32>(repeating: 0)
        for (index, character) in text.utf8.enumerated() {
            guard let digit = Digest.value(ofDigit: character) else { return nil }
            words[index / 8] = words[index / 8] << 4 | digit
        }
        self.words = words
    }

    /// The bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// The bytes as 64 hexadecimal digits, small letters.
    public var description: String { digits(64) }

    /// The first so many hexadecimal digits, small letters.
    public func digits(_ count: Int) -> String {
        let count = min(max(count, 0), 64)
        return String(unsafeUninitializedCapacity: count) { text in
            for index in 0..<count {
                let value = UInt8(words[index / 8] >> UInt32(28 - 4 * (index % 8)) & 15)
                text[index] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
            }
            return count
        }
    }

    func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        var bigEndian = SIMD8<UInt32>(repeating: 0)
        for index in words.indices { bigEndian[index] = words[index].bigEndian }
        return Swift.withUnsafeBytes(of: bigEndian, body)
    }

    private static func value(ofDigit character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(character - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(character - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

/// The keyed form of SHA-256, HMAC (RFC 2104), for many messages under one key.
///
/// What depends on the key alone is worked out once, so that the code of a message of up to 55 bytes costs two compressions.
public struct MessageAuthenticator: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    /// An authenticator with a key of any length; one of more than 64 bytes stands for its digest.
    public init(key: [UInt8]) {
        var key = key.count > 64 ? SHA256.digest(of: key).bytes : key
        key += [UInt8](repeating: 0, count: 64 - key.count)
        var (inner, outer) = (SHA256(), SHA256())
        inner.update(key.map { $0 ^ 0x36 })
        outer.update(key.map { $0 ^ 0x5c })
        (self.inner, self.outer) = (inner, outer)
    }

    /// The message authentication code of bytes.
    public func code(of message: some Sequence<UInt8>) -> Digest {
        var (inner, outer) = (inner, outer)
        inner.update(message)
        outer.update(inner.digest())
        return outer.digest()
    }
}
