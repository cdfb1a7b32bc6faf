/// Base64 (RFC 4648, section 4), with padding.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The bytes as text without line breaks.
    public static func encoded(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var rest = bytes[...]
        while !rest.isEmpty {
            let group = Array(rest.prefix(3))
            rest = rest.dropFirst(3)
            let value = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let digit = alphabet[Int(value >> UInt32(18 - 6 * place) & 63)]
                text.append(place <= group.count ? digit : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that the text stands for; nil where it is not Base64 as this type writes it.
    public static func decoded(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 4 == 0 else { return nil }
        let padding = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        var bytes: [UInt8] = []
        var value: UInt32 = 0
        for (place, digit) in digits.dropLast(padding).enumerated() {
            guard let sextet = alphabet.firstIndex(of: digit) else { return nil }
            value = value << 6 | UInt32(sextet)
            if place % 4 == 3 {
                bytes += [UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
                value = 0
            }
        }
        // Bits that belong to no byte must not be set, or one text would have several spellings.
        switch padding {
        case 1:
            guard value & 3 == 0 else { return nil }
            bytes += [UInt8(value >> 10 & 255), UInt8(value >> 2 & 255)]
        case 2:
            guard value & 15 == 0 else { return nil }
            bytes.append(UInt8(value >> 4 & 255))
        default: break
        }
        return bytes
    }
}
