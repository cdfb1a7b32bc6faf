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
