extension SHA256 {
    static let initialHash = SIMD8<UInt32>(
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

    /// Works one block of 64 bytes into the hash: section 6.2.2 of the standard, in its letters. Takes no memory.
    static func compress(_ block: UnsafeRawPointer, into hash: inout SIMD8<UInt32>) {
        // The last 16 words of the message schedule; the word at a place gives way to that 16 rounds later.
        var schedule = InlineArray<16, UInt32>(repeating: 0)
        for index in 0..<16 {
            schedule[index] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        }
        var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
        var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
        roundConstants.withUnsafeBufferPointer { constants in
            for round in 0..<64 {
                let place = round & 15
                if round >= 16 {
                    let (early, late) = (schedule[(round + 1) & 15], schedule[(round + 14) & 15])
                    let sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ early >> 3
                    let sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ late >> 10
                    schedule[place] = schedule[place] &+ sigma0 &+ schedule[(round + 9) & 15] &+ sigma1
                }
                let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
                let choice = (e & f) ^ (~e & g)
                let first = h &+ sum1 &+ choice &+ constants[round] &+ schedule[place]
                let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
                let majority = (a & b) ^ (a & c) ^ (b & c)
                (h, g, f, e) = (g, f, e, d &+ first)
                (d, c, b, a) = (c, b, a, first &+ sum0 &+ majority)
            }
        }
        hash &+= SIMD8(a, b, c, d, e, f, g, h)
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }
}
