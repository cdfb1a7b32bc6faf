/// A fast 64-bit hash of all bytes of a file, whatever pieces they come in. It tells changes; it withstands no attack.
package struct ContentHash {
    private var state: UInt64 = 0x6A09_E667_F3BC_C908
    private var pending: UInt64 = 0
    private var pendingBits: UInt64 = 0
    private var count: UInt64 = 0

    /// Nothing yet.
    package init() {}

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        count &+= UInt64(bytes.count)
        var index = 0
        while pendingBits != 0, index < bytes.count {
            add(byte: bytes[index])
            index += 1
        }
        while index + 8 <= bytes.count {
            mix(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
            index += 8
        }
        while index < bytes.count {
            add(byte: bytes[index])
            index += 1
        }
    }

    /// The hash of everything added so far.
    package var value: UInt64 {
        var last = self
        last.mix(pending)
        last.mix(count)
        return last.state ^ last.state >> 32
    }

    private mutating func add(byte: UInt8) {
        pending |= UInt64(byte) << pendingBits
        pendingBits += 8
        guard pendingBits == 64 else { return }
        let word = pending
        pending = 0
        pendingBits = 0
        mix(word)
    }

    private mutating func mix(_ word: UInt64) {
        let product = (state ^ word) &* 0x9E6C_63D0_876A_68EB
        state = (product << 27 | product >> 37) &+ 0x3C6E_F372_FE94_F82B
    }
}
