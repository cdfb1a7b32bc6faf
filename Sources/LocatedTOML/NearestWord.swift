/// The guess behind "did you mean".
public enum NearestWord {
    /// The word most like a given one, or nil where none is like it enough to be worth a guess.
    ///
    /// Likeness is the number of letters to insert, remove, replace or swap with their neighbour; a third of the word may
    /// differ. Hyphens and underscores, capitals and small letters are alike. Of equally near words the first wins.
    public static func nearest(to word: String, among words: [String]) -> String? {
        let wanted = folded(word)
        guard 1...64 ~= wanted.count else { return nil }
        // A single letter is near to every other one.
        let allowed = min(max(1, wanted.count / 3), wanted.count - 1)
        var best: (word: String, distance: Int)?
        for candidate in words where candidate.utf8.count <= 64 {
            let distance = distance(from: wanted, to: folded(candidate))
            if distance <= allowed, distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.word
    }

    private static func folded(_ word: String) -> [UInt8] {
        word.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
            case UInt8(ascii: "-"), UInt8(ascii: " "): UInt8(ascii: "_")
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
