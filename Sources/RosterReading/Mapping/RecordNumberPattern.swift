/// The form that every record number of a site has: `9` stands for a digit, `A` for a letter, and all else for itself.
struct RecordNumberPattern: Hashable, Sendable {
    /// The pattern as it is written.
    let text: String

    /// The pattern of this text; nil where it is empty, longer than 64 characters, or no visible ASCII.
    init?(_ text: String) {
        guard 1...64 ~= text.utf8.count, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        self.text = text
    }

    /// Whether a number has the form.
    func matches(_ number: String) -> Bool {
        number.utf8.count == text.utf8.count
            && zip(number.utf8, text.utf8).allSatisfy { byte, form in
                switch form {
                case UInt8(ascii: "9"): 0x30...0x39 ~= byte
                case UInt8(ascii: "A"): 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
                default: byte == form
                }
            }
    }

    /// Whether a number that does not match would do so with zeros before it: a spreadsheet takes them away.
    func lacksZeros(_ number: String) -> Bool {
        let missing = text.utf8.count - number.utf8.count
        return missing > 0 && matches(String(repeating: "0", count: missing) + number)
    }
}
