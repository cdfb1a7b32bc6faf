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
