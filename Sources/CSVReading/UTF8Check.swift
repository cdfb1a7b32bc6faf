/// Checks that the bytes of a file are UTF-8 text without NUL, in pieces of any size.
struct UTF8Check {
    private var missing = 0
    // The range of the next continuation byte; it excludes overlong forms and surrogates.
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    /// Whether a character has begun and not ended.
    var isInsideCharacter: Bool { missing > 0 }

    /// Returns the index of the first byte that is invalid in its place, or nil if all are valid so far.
    mutating func firstFault(in bytes: UnsafeRawBufferPointer) -> Int? {
        var index = 0
        while index < bytes.count {
            // A byte is ASCII other than NUL if its top bit is clear both before and after subtracting one.
            while missing == 0, index &+ 64 <= bytes.count {
                guard UTF8Check.isPlain(bytes.baseAddress! + index) else { break }
                index &+= 64
            }
            while missing == 0, index + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                guard (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 == 0 else { break }
                index += 8
            }
            let stop = min(index + 8, bytes.count)
            while index < stop {
                guard accepts(bytes[index]) else { return index }
                index += 1
            }
        }
        return nil
    }

    /// Returns whether 64 bytes are ASCII without NUL.
    @inline(__always)
    private static func isPlain(_ bytes: UnsafeRawPointer) -> Bool {
        var tops = SIMD2<UInt64>.zero
        for offset in 0..<4 {
            let words = bytes.loadUnaligned(fromByteOffset: 16 &* offset, as: SIMD2<UInt64>.self)
            tops |= words | (words &- 0x0101_0101_0101_0101)
        }
        return (tops.x | tops.y) & 0x8080_8080_8080_8080 == 0
    }

    private mutating func accepts(_ byte: UInt8) -> Bool {
        if missing > 0 {
            guard byte >= lowest, byte <= highest else { return false }
            missing -= 1
            lowest = 0x80
            highest = 0xBF
            return true
        }
        switch byte {
        case 0x01...0x7F: return true
        case 0xC2...0xDF: missing = 1
        case 0xE0: expect(2, from: 0xA0, to: 0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: missing = 2
        case 0xED: expect(2, from: 0x80, to: 0x9F)
        case 0xF0: expect(3, from: 0x90, to: 0xBF)
        case 0xF1...0xF3: missing = 3
        case 0xF4: expect(3, from: 0x80, to: 0x8F)
        default: return false
        }
        return true
    }

    private mutating func expect(_ count: Int, from low: UInt8, to high: UInt8) {
        missing = count
        lowest = low
        highest = high
    }
}
