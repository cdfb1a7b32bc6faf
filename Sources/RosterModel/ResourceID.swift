/// The id of a FHIR resource in 16 bytes: a UUID or a short text, or otherwise the number of a text stored elsewhere.
@frozen
public struct ResourceID: Hashable, Sendable {
    /// How to read the bytes.
    @frozen
    public enum Form: UInt8, Hashable, Sendable {
        /// A UUID in lowercase.
        case uuid
        /// Up to 16 bytes of text.
        case text
        /// The number of a text stored elsewhere.
        case number
    }

    // Words of four bytes, so that records holding an id need no padding.
    private let first: UInt32
    private let second: UInt32
    private let third: UInt32
    private let fourth: UInt32

    private init(high: UInt64, low: UInt64) {
        first = UInt32(truncatingIfNeeded: high >> 32)
        second = UInt32(truncatingIfNeeded: high)
        third = UInt32(truncatingIfNeeded: low >> 32)
        fourth = UInt32(truncatingIfNeeded: low)
    }

    /// Creates the id of a text stored elsewhere under this number.
    public init(number: Int) { self.init(high: 0, low: UInt64(number)) }

    /// The number of a text stored elsewhere.
    public var number: Int { Int(low) }

    /// Returns the id for a text; nil if it does not fit in 16 bytes.
    public static func packed(_ text: String) -> (ResourceID, Form)? {
        if text.utf8.count == 36, let uuid = uuid(text) { return (uuid, .uuid) }
        guard 1...16 ~= text.utf8.count, !text.utf8.contains(0) else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (place, byte) in text.utf8.enumerated() {
            if place < 8 { high |= UInt64(byte) << (56 - 8 * place) } else { low |= UInt64(byte) << (120 - 8 * place) }
        }
        return (ResourceID(high: high, low: low), .text)
    }

    /// Returns the id as written; nil if its text is stored elsewhere.
    public func text(_ form: Form) -> String? {
        switch form {
        case .uuid: return uuidText
        case .text: return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        case .number: return nil
        }
    }

    private var high: UInt64 { UInt64(first) << 32 | UInt64(second) }
    private var low: UInt64 { UInt64(third) << 32 | UInt64(fourth) }
    private var bytes: [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: $0 < 8 ? high >> (56 - 8 * $0) : low >> (120 - 8 * $0)) }
    }

    private static func uuid(_ text: String) -> ResourceID? {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var digits = 0
        for (place, byte) in text.utf8.enumerated() {
            if place == 8 || place == 13 || place == 18 || place == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            let digit: UInt64
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt64(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = UInt64(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
            if digits < 16 { high = high << 4 | digit } else { low = low << 4 | digit }
            digits += 1
        }
        return digits == 32 ? ResourceID(high: high, low: low) : nil
    }

    private var uuidText: String {
        var text: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            if place == 4 || place == 6 || place == 8 || place == 10 { text.append(UInt8(ascii: "-")) }
            for nibble in [byte >> 4, byte & 15] {
                text.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension ResourceID: Comparable {
    /// Orders ids by their bytes; the order has no further meaning.
    public static func < (one: ResourceID, other: ResourceID) -> Bool { (one.high, one.low) < (other.high, other.low) }
}
