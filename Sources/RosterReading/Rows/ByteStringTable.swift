/// Byte strings numbered in the order of their entry and found again by their bytes, without a Swift string for any look-up.
struct ByteStringTable: Sendable {
    private var bytes: [UInt8] = []
    private var starts = [0]
    // As much of the hashes as any table needs for its places, so that it grows without a look at the strings.
    private var hashes: [UInt32] = []
    // Open addressing, at most half full: the number of a string, or -1.
    private var places = [Int32](repeating: -1, count: 16)
    // Unpredictable, so that no file can be made whose strings all fall on one place.
    private let seed = UInt64.random(in: .min ... .max)

    /// How many strings the table holds.
    var count: Int { hashes.count }

    /// The number of a string, or nil where it was never entered.
    func index(of text: FieldBytes) -> Int? {
        let hash = text.hash(seed: seed)
        var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[place] >= 0 {
            let number = Int(places[place])
            if hashes[number] == UInt32(truncatingIfNeeded: hash), isEqual(number, text) { return number }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }

    /// Whether the string of this number has these bytes.
    func isEqual(_ number: Int, _ text: FieldBytes) -> Bool {
        let start = starts[number]
        let length = starts[number + 1] - start
        guard length == text.count else { return false }
        return bytes.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress else { return length == 0 }
            return FieldBytes(start: base + start, count: length).isEqual(to: text)
        }
    }

    /// Enters a string that is not in the table yet, and gives its number.
    @discardableResult
    mutating func insert(_ text: FieldBytes) -> Int {
        if (count + 1) * 2 > places.count { grow() }
        let hash = UInt32(truncatingIfNeeded: text.hash(seed: seed))
        let number = count
        occupy(placeFor: hash, number)
        hashes.append(hash)
        bytes.append(contentsOf: text.buffer)
        starts.append(bytes.count)
        return number
    }

    private mutating func occupy(placeFor hash: UInt32, _ number: Int) {
        var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
        places[place] = Int32(truncatingIfNeeded: number)
    }

    private mutating func grow() {
        places = [Int32](repeating: -1, count: places.count * 2)
        for number in 0..<count { occupy(placeFor: hashes[number], number) }
    }
}
