/// Keys as text, for people.
enum TOMLPath {
    /// A key as it may stand in a file: bare where TOML allows it, otherwise quoted, shortened and without control characters.
    static func text(ofKey key: String) -> String {
        1...64 ~= key.utf8.count && key.utf8.allSatisfy(isBare) ? key : Excerpt(key).description
    }

    /// Whether a byte may stand in a key without quotes.
    static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The path of a table.
    static func text(of keys: some Sequence<String>) -> String { keys.map(text(ofKey:)).joined(separator: ".") }

    /// The path of a key inside the table at another path, which is empty for the file itself.
    static func path(of key: String, in table: String) -> String {
        table.isEmpty ? text(ofKey: key) : "\(table).\(text(ofKey: key))"
    }
}
