/// A small deterministic random generator (SplitMix64, Steele et al. 2014): one addition and a mix for each number.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A separate stream for each number under one seed.
    init(seed: UInt64, stream: UInt64) {
        var start = SplitMix64(seed: seed)
        var offset = SplitMix64(seed: stream &+ 0x632B_E59B_D9B4_E019)
        state = start.next() ^ offset.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A whole number in the range, uniform enough for stories.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound + 1)
        return range.lowerBound + Int(next().multipliedFullWidth(by: width).high)
    }

    /// True with a probability in percent.
    mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }

    /// A random choice; the array must not be empty.
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[number(0...choices.count - 1)] }
}
