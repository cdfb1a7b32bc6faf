/// Quotes a string as JSON, copying runs that need no escape in one piece.
enum StringEscaper {
    private static let quote = UInt8(ascii: "\"")
    private static let solidus = UInt8(ascii: "\\")

    static func append(_ string: String, to text: inout TextBuffer) {
        let appended: Void? = string.utf8.withContiguousStorageIfAvailable { append($0, to: &text) }
        guard appended == nil else { return }
        var contiguous = string
        contiguous.withUTF8 { append($0, to: &text) }
    }

    static func append(_ string: UnsafeBufferPointer<UInt8>, to text: inout TextBuffer) {
        let plain = plainLength(of: string)
        if plain == string.count {
            text.put(atMost: plain + 2) { room in
                room.storeBytes(of: quote, as: UInt8.self)
                if let start = string.baseAddress { TextBuffer.copy(start, plain, to: room + 1) }
                room.storeBytes(of: quote, toByteOffset: plain + 1, as: UInt8.self)
                return plain + 2
            }
            return
        }
        text.put(quote)
        var rest = string
        while true {
            let plain = plainLength(of: rest)
            text.put(UnsafeBufferPointer(rebasing: rest[..<plain]))
            if plain == rest.count { break }
            escape(rest[plain], to: &text)
            rest = UnsafeBufferPointer(rebasing: rest[(plain + 1)...])
        }
        text.put(quote)
    }

    /// How many bytes at the beginning need no escape: all but the controls below U+0020, the quotation mark and the reverse
    /// solidus. Eight are judged at once.
    private static func plainLength(of string: UnsafeBufferPointer<UInt8>) -> Int {
        let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let count = string.count
        var place = 0
        if let start = string.baseAddress.map({ UnsafeRawPointer($0) }) {
            while place &+ 8 <= count {
                let word = start.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
                let (quotes, soliduses) = (word ^ ones &* UInt64(quote), word ^ ones &* UInt64(solidus))
                // A byte gives its top bit where subtracting borrows; one behind such a byte may give it for nothing.
                let controls = (word &- ones &* 0x20) & ~word
                let marks = (quotes &- ones) & ~quotes | (soliduses &- ones) & ~soliduses
                let found = (controls | marks) & tops
                if found != 0 { return place &+ found.trailingZeroBitCount &>> 3 }
                place &+= 8
            }
        }
        while place < count {
            let byte = string[place]
            if byte < 0x20 || byte == quote || byte == solidus { return place }
            place &+= 1
        }
        return count
    }

    private static func escape(_ byte: UInt8, to text: inout TextBuffer) {
        text.put(solidus)
        switch byte {
        case quote, solidus: text.put(byte)
        case 0x08: text.put(UInt8(ascii: "b"))
        case 0x09: text.put(UInt8(ascii: "t"))
        case 0x0A: text.put(UInt8(ascii: "n"))
        case 0x0C: text.put(UInt8(ascii: "f"))
        case 0x0D: text.put(UInt8(ascii: "r"))
        default:
            text.put("u00")
            text.put(hexadecimal(byte >> 4))
            text.put(hexadecimal(byte & 0xF))
        }
    }

    private static func hexadecimal(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}
