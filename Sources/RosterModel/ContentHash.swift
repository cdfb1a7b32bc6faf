/// A fast 64-bit hash of all bytes of a file, added in parts of any size. It detects changes, not attacks.
///
/// It is a hash of block hashes, so that several threads can hash one file.
package struct ContentHash: Sendable {
    /// The size of a block, hashed on its own.
    private let blockBytes: Int
    private var blocks = HashState()
    private var block = HashState()
    private var pending: UInt64 = 0
    private var pendingBits: UInt64 = 0
    /// The number of bytes added.
    package private(set) var count = 0

    /// The default size of a block.
    package static let blockBytes = 1_048_576

    /// Creates the hash of no bytes.
    package init(blockBytes: Int = blockBytes) {
        precondition(blockBytes > 0)
        self.blockBytes = blockBytes
    }

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !rest.isEmpty {
            let room = blockBytes - count % blockBytes
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(room))
            addToBlock(part)
            count += part.count
            if part.count == room { endBlock() }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(room))
        }
    }

    /// Appends the hash of the bytes that follow. What was added before must be whole blocks; `next` is at most one
    /// block.
    package mutating func append(_ next: ContentHash) {
        precondition(count % blockBytes == 0 && next.count <= blockBytes)
        guard next.count > 0 else { return }
        count += next.count
        if next.count == blockBytes {
            blocks.mix(next.lastBlock)
        } else {
            (block, pending, pendingBits) = (next.block, next.pending, next.pendingBits)
            lastBlock = next.lastBlock
        }
    }

    /// The hash of everything added so far.
    package var value: UInt64 {
        var last = self
        if count % blockBytes > 0 { last.endBlock() }
        last.blocks.mix(UInt64(count))
        return last.blocks.value
    }

    // The hash of the last whole block.
    private var lastBlock: UInt64 = 0

    private mutating func endBlock() {
        block.mix(pending)
        lastBlock = block.value
        blocks.mix(lastBlock)
        (block, pending, pendingBits) = (HashState(), 0, 0)
    }

    private mutating func addToBlock(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while pendingBits != 0, index < bytes.count {
            add(byte: bytes[index])
            index += 1
        }
        index = block.mix(groupsOf: bytes, from: index)
        while index + 8 <= bytes.count {
            block.mix(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
            index += 8
        }
        while index < bytes.count {
            add(byte: bytes[index])
            index += 1
        }
    }

    private mutating func add(byte: UInt8) {
        pending |= UInt64(byte) << pendingBits
        pendingBits += 8
        guard pendingBits == 64 else { return }
        block.mix(pending)
        (pending, pendingBits) = (0, 0)
    }
}

/// The state of a hash: four sums that grow side by side, because each step of one waits for its previous step.
private struct HashState: Sendable {
    private var state = SIMD4<UInt64>(
        0x6A09_E667_F3BC_C908, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1)

    var value: UInt64 {
        var sum = state.x
        for part in [state.y, state.z, state.w] { sum = HashState.mixed(sum, part) }
        return sum ^ sum >> 32
    }

    mutating func mix(_ word: UInt64) {
        let mixed = HashState.mixed(state.x, word)
        (state.x, state.y, state.z, state.w) = (state.y, state.z, state.w, mixed)
    }

    /// Mixes in as many groups of 32 bytes as there are, and returns the number of bytes mixed.
    mutating func mix(groupsOf bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard let base = bytes.baseAddress, bytes.count &- start >= 32 else { return start }
        var (x, y, z, w) = (state.x, state.y, state.z, state.w)
        var place = base + start
        let last = base + (bytes.count &- 32)
        while place <= last {
            x = HashState.mixed(x, HashState.word(place, 0))
            y = HashState.mixed(y, HashState.word(place, 8))
            z = HashState.mixed(z, HashState.word(place, 16))
            w = HashState.mixed(w, HashState.word(place, 24))
            place += 32
        }
        state = SIMD4(x, y, z, w)
        return place - base
    }

    @inline(__always)
    private static func word(_ place: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        place.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
    }

    @inline(__always)
    private static func mixed(_ state: UInt64, _ word: UInt64) -> UInt64 {
        // The full product is one instruction. For the low half alone the compiler emits a dozen, to do two words side
        // by side.
        let product = (state ^ word).multipliedFullWidth(by: 0x9E6C_63D0_876A_68EB)
        return (product.high ^ product.low) &+ 0x3C6E_F372_FE94_F82B
    }
}
