import ClinicalModel

/// What words were found to mean, by their bytes: in a table the same words come again and again.
struct ContentMemo: Sendable {
    // Beyond so many different words they do not come again, and looking costs more than it saves.
    private static let limit = 4_096
    private var table = ByteStringTable()
    private var numbers: [UInt32] = []

    /// The number of what these words mean; nil where they were not met.
    func number(of words: FieldBytes) -> UInt32? { table.index(of: words).map { numbers[$0] } }

    /// Keeps what words mean that were not met.
    mutating func keep(_ number: UInt32, of words: FieldBytes) {
        guard numbers.count < ContentMemo.limit else { return }
        table.insert(words)
        numbers.append(number)
    }
}
