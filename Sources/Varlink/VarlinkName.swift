/// The rules for names in interface descriptions.
///
/// Source: the interface definition grammar of Varlink, UAPI.20.
public enum VarlinkName {
    /// Whether the text can name an interface: a reverse domain of two labels or more, as in `org.example.Thing`.
    ///
    /// Labels are of letters, digits and inner hyphens; the first one starts with a letter.
    public static func isInterface(_ text: some StringProtocol) -> Bool {
        let labels = Array(text.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let first = text.utf8.first, isLetter(first) else { return false }
        return labels.allSatisfy { label in
            guard let first = label.first, let last = label.last else { return false }
            return isAlphanumeric(first) && isAlphanumeric(last)
                && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
    }

    /// Whether the text can name a type, a method or an error: an upper-case letter, then letters and digits.
    public static func isMember(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, isUpperCase(first) else { return false }
        return text.utf8.allSatisfy(isAlphanumeric)
    }

    /// Whether the text can name a field or a value of an enum: a letter, then letters, digits and single
    /// underscores, none of them last.
    public static func isField(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        var wasUnderscore = false
        for byte in text.utf8 {
            let isUnderscore = byte == UInt8(ascii: "_")
            guard isAlphanumeric(byte) || (isUnderscore && !wasUnderscore) else { return false }
            wasUnderscore = isUnderscore
        }
        return !wasUnderscore
    }

    private static func isUpperCase(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        isUpperCase(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
