/// The words accepted in one place of the vocabulary, found by their bytes.
struct WordList<Value: Sendable>: Sendable {
    /// The words, in the order of the vocabulary.
    let words: [String]
    private let values: [Value]
    private let bytes: [[UInt8]]
    // A table of at least four places a word, holding the number of a word or -1.
    private let places: [Int8]
    private static var seed: UInt64 { 0x1F83_D9AB_FB41_BD6B }

    init(_ entries: [(word: String, value: Value)]) {
        precondition(entries.count < 100)
        var size = 4
        while size < entries.count * 4 { size *= 2 }
        var places = [Int8](repeating: -1, count: size)
        for (number, entry) in entries.enumerated() {
            var place = entry.word.withFieldBytes { WordList.place($0, size) }
            while places[place] >= 0 { place = (place + 1) & (size - 1) }
            places[place] = Int8(truncatingIfNeeded: number)
        }
        self.places = places
        words = entries.map(\.word)
        values = entries.map(\.value)
        bytes = entries.map { Array($0.word.utf8) }
    }

    /// The value of the word, or nil where the list has no such word, exactly so written.
    func value(_ text: FieldBytes) -> Value? {
        var place = WordList.place(text, places.count)
        while places[place] >= 0 {
            let number = Int(places[place])
            if WordList.isEqual(bytes[number], text) { return values[number] }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }

    private static func place(_ text: FieldBytes, _ size: Int) -> Int {
        Int(truncatingIfNeeded: text.hash(seed: seed)) & (size - 1)
    }

    private static func isEqual(_ word: [UInt8], _ text: FieldBytes) -> Bool {
        word.withUnsafeBufferPointer { word in
            guard let base = word.baseAddress else { return text.isEmpty }
            return FieldBytes(start: base, count: word.count).isEqual(to: text)
        }
    }
}

extension WordList where Value: RawRepresentable, Value.RawValue == String {
    /// The raw values of these cases.
    init(_ values: some Sequence<Value>) {
        self.init(values.map { (word: $0.rawValue, value: $0) })
    }
}

extension String {
    /// Lends the UTF-8 bytes of the text.
    func withFieldBytes<Result>(_ body: (FieldBytes) -> Result) -> Result {
        // One byte more than there are, so that there is a place to point at even where the text is empty.
        let bytes = Array(utf8) + [0]
        return bytes.withUnsafeBufferPointer { body(FieldBytes(start: $0.baseAddress!, count: $0.count - 1)) }
    }
}
