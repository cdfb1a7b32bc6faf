import Glibc

/// Cuts a stream of bytes into messages, each ended by a NUL byte, however the stream was cut in transit.
///
/// Source: UAPI.20, "framing". Every byte is looked at once in search of the NUL, whatever the sizes of the pieces.
public struct FrameBuffer: Sendable {
    /// The largest message accepted unless said otherwise: 4 MiB.
    public static let defaultMaximumMessageBytes = 4 << 20

    /// The largest message accepted, in bytes without its terminator.
    public let maximumMessageBytes: Int

    private var bytes: [UInt8] = []
    private var start = 0
    private var terminator: Int?

    /// A buffer that refuses messages beyond the limit.
    public init(maximumMessageBytes: Int = Self.defaultMaximumMessageBytes) {
        self.maximumMessageBytes = maximumMessageBytes
    }

    /// The bytes held, of complete and incomplete messages, terminators included.
    public var count: Int { bytes.count - start }

    /// Whether `next` would do something: return a message, or refuse one for its size.
    public var hasMessage: Bool { terminator != nil || count > maximumMessageBytes }

    /// Adds bytes as they came. The caller decides when to stop adding; nothing is refused here.
    public mutating func append(_ more: UnsafeRawBufferPointer) {
        discardConsumed()
        let searched = bytes.count
        bytes.append(contentsOf: more)
        if terminator == nil { terminator = findTerminator(from: searched) }
    }

    /// Takes the next complete message and returns what `read` makes of it, or nil while there is none.
    ///
    /// - Throws: `messageTooLarge` once the message, complete or not, is beyond the limit; and what `read` throws.
    public mutating func next<Value>(
        _ read: (UnsafeRawBufferPointer) throws(ProtocolViolation) -> Value
    ) throws(ProtocolViolation) -> Value? {
        guard (terminator ?? bytes.count) - start <= maximumMessageBytes else {
            throw .messageTooLarge(limit: maximumMessageBytes)
        }
        guard let end = terminator else { return nil }
        let message = start..<end
        start = end + 1
        terminator = findTerminator(from: start)
        return try bytes.span.withUnsafeBytes { (all) throws(ProtocolViolation) in
            try read(UnsafeRawBufferPointer(rebasing: all[message]))
        }
    }

    private func findTerminator(from place: Int) -> Int? {
        bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress, place < all.count else { return nil }
            return memchr(base + place, 0, all.count - place).map { UnsafeRawPointer($0) - base }
        }
    }

    /// Forgets consumed bytes once they are the greater part, so that moving the rest costs no more than it freed.
    private mutating func discardConsumed() {
        guard start > bytes.count - start else { return }
        bytes.removeFirst(start)
        terminator = terminator.map { $0 - start }
        start = 0
    }
}
