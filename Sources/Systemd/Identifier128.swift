internal import CSystemd

/// A 128-bit identifier, as of a kind of journal entry; sd-id128(3).
public struct Identifier128: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The first sixteen digits' worth.
    private let high: UInt64
    /// The last sixteen digits' worth.
    private let low: UInt64

    /// Reads 32 hexadecimal digits of either case, without dashes.
    ///
    /// - Throws: `Identifier128Error.malformed`.
    public init(_ text: String) throws(Identifier128Error) {
        // UInt64's own parser would let a sign through.
        guard text.utf8.count == 32, text.utf8.allSatisfy({ Self.isDigit($0) }),
            let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
        else { throw .malformed(text) }
        self.high = high
        self.low = low
    }

    /// An identifier written in source; one that is malformed stops the program where it is written.
    public init(stringLiteral text: String) {
        do throws(Identifier128Error) {
            self = try Identifier128(text)
        } catch {
            preconditionFailure(error.description)
        }
    }

    /// A new identifier of the kernel's random numbers, marked as a version 4 UUID (RFC 9562, 5.4).
    ///
    /// - Returns: nil only if the kernel gives no random numbers.
    public static func random() -> Identifier128? {
        var made = sd_id128_t()
        guard sd_id128_randomize(&made) >= 0 else { return nil }
        return Identifier128(made)
    }

    /// 32 lower-case hexadecimal digits, the form of MESSAGE_ID and of catalogues.
    public var description: String {
        Self.digits(high) + Self.digits(low)
    }

    private init(_ made: sd_id128_t) {
        (high, low) = withUnsafeBytes(of: made) { bytes in
            (
                UInt64(bigEndian: bytes.load(as: UInt64.self)),
                UInt64(bigEndian: bytes.load(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    private static func digits(_ half: UInt64) -> String {
        let text = String(half, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
