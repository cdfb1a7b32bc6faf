/// SHA-256 (FIPS 180-4) and its keyed form HMAC (RFC 2104): no library on the list offers them without a large one.
enum SHA256 {
    /// The digest of bytes, 32 bytes.
    static func digest(_ message: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
        ]
        var padded = message + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        let bits = UInt64(message.count) * 8
        for shift in stride(from: 56, through: 0, by: -8) {
            padded.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
        }
        for block in stride(from: 0, to: padded.count, by: 64) { compress(&state, padded[block..<block + 64]) }
        return state.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } }
    }

    /// The keyed digest of bytes, 32 bytes.
    static func authenticationCode(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        var key = key.count > 64 ? digest(key) : key
        key += [UInt8](repeating: 0, count: 64 - key.count)
        return digest(key.map { $0 ^ 0x5c } + digest(key.map { $0 ^ 0x36 } + message))
    }

    private static func compress(_ state: inout [UInt32], _ block: ArraySlice<UInt8>) {
        var words = [UInt32](repeating: 0, count: 64)
        for index in 0..<16 {
            for byte in 0..<4 { words[index] = words[index] << 8 | UInt32(block[block.startIndex + index * 4 + byte]) }
        }
        for index in 16..<64 {
            let first = rotate(words[index - 15], 7) ^ rotate(words[index - 15], 18) ^ words[index - 15] >> 3
            let second = rotate(words[index - 2], 17) ^ rotate(words[index - 2], 19) ^ words[index - 2] >> 10
            words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
        }
        var work = state
        for index in 0..<64 {
            let sum1 = rotate(work[4], 6) ^ rotate(work[4], 11) ^ rotate(work[4], 25)
            let choice = (work[4] & work[5]) ^ (~work[4] & work[6])
            let first = work[7] &+ sum1 &+ choice &+ constants[index] &+ words[index]
            let sum0 = rotate(work[0], 2) ^ rotate(work[0], 13) ^ rotate(work[0], 22)
            let majority = (work[0] & work[1]) ^ (work[0] & work[2]) ^ (work[1] & work[2])
            work = [first &+ sum0 &+ majority, work[0], work[1], work[2], work[3] &+ first, work[4], work[5], work[6]]
        }
        for index in 0..<8 { state[index] = state[index] &+ work[index] }
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    private static let constants: [UInt32] = fractions(ofRootsOf: primes(64))

    private static func primes(_ count: Int) -> [Int] {
        var primes: [Int] = []
        var candidate = 2
        while primes.count < count {
            if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes
    }

    /// The first 32 bits of the fractions of cube roots: the standard's constants, by their definition.
    private static func fractions(ofRootsOf primes: [Int]) -> [UInt32] {
        primes.map { prime in
            // The largest r with r^3 <= prime * 2^96 has the root's whole part above its low 32 bits.
            var low: UInt64 = 0
            var high: UInt64 = 1 << 36
            while high - low > 1 {
                let middle = (low + high) / 2
                let square = middle.multipliedFullWidth(by: middle)
                let (upper, lower) = (
                    square.high.multipliedFullWidth(by: middle), square.low.multipliedFullWidth(by: middle)
                )
                let sum = upper.low.addingReportingOverflow(lower.high)
                let cubeHigh = upper.high + (sum.overflow ? 1 : 0)
                // Compare the 192-bit cube with prime * 2^96.
                let target = UInt64(prime) << 32
                let isBelow =
                    cubeHigh == 0 && (sum.partialValue < target || (sum.partialValue == target && lower.low == 0))
                if isBelow { low = middle } else { high = middle }
            }
            return UInt32(truncatingIfNeeded: low)
        }
    }
}
