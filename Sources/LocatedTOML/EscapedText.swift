/// The escapes of a TOML basic string.
enum EscapedText {
    /// The text behind the bytes between the quotes; an escape that TOML does not know stands as it is.
    static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        var decoded: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
                decoded.append(byte)
                continue
            }
            switch letter {
            case UInt8(ascii: "b"): decoded.append(8)
            case UInt8(ascii: "t"): decoded.append(9)
            case UInt8(ascii: "n"): decoded.append(10)
            case UInt8(ascii: "f"): decoded.append(12)
            case UInt8(ascii: "r"): decoded.append(13)
            case UInt8(ascii: "u"): decoded += scalar(from: &rest, digits: 4)
            case UInt8(ascii: "U"): decoded += scalar(from: &rest, digits: 8)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): decoded.append(letter)
            default: decoded += [byte, letter]
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func scalar(from rest: inout ArraySlice<UInt8>, digits: Int) -> [UInt8] {
        let text = String(decoding: rest.prefix(digits), as: UTF8.self)
        rest = rest.dropFirst(digits)
        guard let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value) else { return [] }
        return Array(String(scalar).utf8)
    }
}
