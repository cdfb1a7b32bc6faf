/// Quotes a string as JSON, copying runs that need no escape in one piece.
enum StringEscaper {
    private static let quote = UInt8(ascii: "\"")
    private static let solidus = UInt8(ascii: "\\")

    static func append(_ text: String, to bytes: inout [UInt8]) {
        let appended: Void? = text.utf8.withContiguousStorageIfAvailable { append($0, to: &bytes) }
        guard appended == nil else { return }
        Array(text.utf8).withUnsafeBufferPointer { append($0, to: &bytes) }
    }

    static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(quote)
        var start = 0
        for place in 0..<text.count {
            let byte = text[place]
            guard byte < 0x20 || byte == quote || byte == solidus else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<place]))
            escape(byte, to: &bytes)
            start = place + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
        bytes.append(quote)
    }

    private static func escape(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(solidus)
        switch byte {
        case quote, solidus: bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            bytes.append(hexadecimal(byte >> 4))
            bytes.append(hexadecimal(byte & 0xF))
        }
    }

    private static func hexadecimal(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}
