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
