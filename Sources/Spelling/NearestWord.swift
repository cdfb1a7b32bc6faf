/// The guess behind "did you mean": the word of a list that a text was probably meant to be.
public struct NearestWord: Hashable, Sendable {
    /// The word.
    public let word: String
    /// How many letters to insert, remove, replace or swap with their neighbour; zero where only spelling habits differ.
    public let distance: Int

    /// The word most like a text, the first of several; nil where none is like it enough to be worth a guess.
    ///
    /// A third of the word's letters may differ, and at most `limit` of them; one may always differ.
    public init?(to text: some Collection<UInt8>, among words: [String], limit: Int = 3) {
        guard text.count <= 64 else { return nil }
        let wanted = NearestWord.folded(text)
        var best: (word: String, distance: Int)?
        for word in words where word.utf8.count <= 64 {
            let target = NearestWord.folded(word.utf8)
            // A single letter is near to every other one.
            let allowed = min(limit, max(1, target.count / 3), wanted.count - 1, (best?.distance ?? .max) - 1)
            guard abs(target.count - wanted.count) <= allowed else { continue }
            let distance = NearestWord.distance(from: wanted, to: target)
            if distance <= allowed { best = (word, distance) }
        }
        guard let best else { return nil }
        (word, distance) = best
    }

    /// What is left of a text when spelling habits are set aside: small letters, without blanks, hyphens and underscores.
    public static func folded(_ text: some Sequence<UInt8>) -> [UInt8] {
        text.compactMap { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            case UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "\t"): nil
            default: byte
            }
        }
    }

    private static func distance(from first: [UInt8], to second: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...second.count)
        for i in first.indices {
            var current = [i + 1]
            for j in second.indices {
                var cost = min(previous[j] + (first[i] == second[j] ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
                if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                    cost = min(cost, beforePrevious[j - 1] + 1)
                }
                current.append(cost)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[second.count]
    }
}
