/// The word of a list that a text was probably meant to be.
struct NearestWord {
    /// The word, or nil where none is close.
    let word: String?
    /// How many letters differ; a swap of neighbours counts once. Zero where only case or separators differ.
    let distance: Int

    /// The closest word, unless more than a third of its letters differ, or more than `limit` in any case.
    init(to text: FieldBytes, among words: [String], limit: Int = 3) {
        var best: (word: String, distance: Int)?
        if text.count <= 64 {
            let folded = NearestWord.folded(text)
            for word in words {
                let target = NearestWord.folded(Array(word.utf8))
                let allowed = min(limit, max(1, target.count / 3), (best?.distance ?? .max) - 1)
                guard abs(target.count - folded.count) <= allowed else { continue }
                let distance = NearestWord.distance(folded, target)
                if distance <= allowed { best = (word, distance) }
            }
        }
        word = best?.word
        distance = best?.distance ?? .max
    }

    /// The letters and digits of a text, in lower case: what is left when only spelling habits differ.
    static func folded(_ text: FieldBytes) -> [UInt8] { folded(Array(text.buffer)) }

    private static func folded(_ bytes: [UInt8]) -> [UInt8] {
        bytes.compactMap { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            case UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x09: nil
            default: byte
            }
        }
    }

    private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        for (row, letter) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                var cost = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == second[column - 1], other == first[row - 1] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[second.count]
    }
}
