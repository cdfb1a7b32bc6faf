/// Texts that recur from row to row, such as the names of clinics, each kept once.
struct TextPool {
    // Beyond so many different texts the column does not recur, and pooling costs more than it saves.
    private static let limit = 65_536
    private var table = ByteStringTable()
    private var texts: [String] = []

    mutating func text(_ bytes: FieldBytes) -> String {
        // The standard library keeps up to 15 bytes in the string itself.
        if bytes.count <= 15 { return bytes.text }
        if let number = table.index(of: bytes) { return texts[number] }
        let text = bytes.text
        if texts.count < TextPool.limit {
            table.insert(bytes)
            texts.append(text)
        }
        return text
    }
}
