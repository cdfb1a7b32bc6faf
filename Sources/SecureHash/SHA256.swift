import CNettle

/// SHA-256 (FIPS 180-4), of bytes that come in pieces.
public struct SHA256: Sendable {
    private var state = sha256_ctx()

    /// A hash of nothing yet.
    public init() { nettle_sha256_init(&state) }

    /// The digest of bytes.
    public static func digest(of message: some Sequence<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(message)
        return hash.digest()
    }

    /// Takes further bytes of the message.
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        SHA256.lend(bytes) { nettle_sha256_update(&state, $0, $1) }
    }

    /// Takes the 32 bytes of a digest as further bytes of the message.
    public mutating func update(_ digest: Digest) { update(digest.bytes) }

    /// The digest of all that was taken so far; more may be taken afterwards.
    public func digest() -> Digest {
        // Asking the library for the digest begins a new message.
        var last = state
        return Digest { nettle_sha256_digest(&last, $0, $1) }
    }

    /// Lends bytes where they lie in memory, or a copy of them where they lie nowhere yet.
    fileprivate static func lend(_ bytes: some Sequence<UInt8>, to body: (Int, UnsafePointer<UInt8>) -> Void) {
        func lend(_ buffer: UnsafeBufferPointer<UInt8>) {
            if let start = buffer.baseAddress { body(buffer.count, start) }
        }
        if bytes.withContiguousStorageIfAvailable(lend) == nil { Array(bytes).withUnsafeBufferPointer(lend) }
    }
}

/// The keyed form of SHA-256, HMAC (RFC 2104), for many messages under one key.
///
/// What depends on the key alone is worked out once, so that the code of a message of up to 55 bytes costs two compressions.
public struct MessageAuthenticator: Sendable {
    private let state: hmac_sha256_ctx

    /// An authenticator with a key of any length; one of more than 64 bytes stands for its digest.
    public init(key: [UInt8]) {
        var state = hmac_sha256_ctx()
        nettle_hmac_sha256_set_key(&state, key.count, key)
        self.state = state
    }

    /// The message authentication code of bytes.
    public func code(of message: some Sequence<UInt8>) -> Digest {
        var state = state
        SHA256.lend(message) { nettle_hmac_sha256_update(&state, $0, $1) }
        return Digest { nettle_hmac_sha256_digest(&state, $0, $1) }
    }
}

/// The 32 bytes of a SHA-256 digest or of a message authentication code.
public struct Digest: Hashable, Sendable, LosslessStringConvertible {
    private var value = SIMD32<UInt8>(repeating: 0)

    /// 32 zero bytes: the digest of nothing that anybody knows.
    public static let zero = Digest { _, _ in }

    /// The digest that a function of the library writes, given how many bytes to write and where.
    fileprivate init(writtenBy write: (Int, UnsafeMutablePointer<UInt8>?) -> Void) {
        withUnsafeMutableBytes(of: &value) { bytes in
            write(bytes.count, bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
        }
    }

    /// The digest with these bytes; nil where they are not 32.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == value.scalarCount else { return nil }
        for (index, byte) in bytes.enumerated() { value[index] = byte }
    }

    /// The digest written as 64 hexadecimal digits, small or capital; nil where the text is anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 2 * value.scalarCount else { return nil }
        for (index, character) in text.utf8.enumerated() {
            guard let digit = Digest.value(ofDigit: character) else { return nil }
            value[index / 2] = value[index / 2] << 4 | digit
        }
    }

    /// The bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: value) { Array($0) } }

    /// The bytes as 64 hexadecimal digits, small letters.
    public var description: String { digits(64) }

    /// The first so many hexadecimal digits, small letters.
    public func digits(_ count: Int) -> String {
        let count = min(max(count, 0), 64)
        return String(unsafeUninitializedCapacity: count) { text in
            for index in 0..<count {
                let digit = index.isMultiple(of: 2) ? value[index / 2] >> 4 : value[index / 2] & 15
                text[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
            }
            return count
        }
    }

    private static func value(ofDigit character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
