extension SHA256 {
    /// The constants of the 64 rounds, by their definition; worked out once.
    static let roundConstants: [UInt32] = fractions(ofRootsOf: primes(64))

    private static func primes(_ count: Int) -> [Int] {
        var primes: [Int] = []
        var candidate = 2
        while primes.count < count {
            if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes
    }

    /// The first 32 bits of the fractions of cube roots.
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
