/// The name of a field of one's own in a journal entry.
///
/// The rule is journald's (systemd.journal-fields(7) and journal_field_valid in its source): 1 to 64 of A-Z, 0-9 and
/// _, beginning with a letter. Names with a leading _ are journald's own.
public struct JournalFieldName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// What a record sets itself.
    private static let reserved: Set<String> = [
        "MESSAGE", "MESSAGE_ID", "PRIORITY", "SYSLOG_IDENTIFIER", "CODE_FILE", "CODE_LINE", "CODE_FUNC",
    ]

    /// The name.
    public let description: String

    /// Checks a name that was put together at run time.
    ///
    /// - Throws: `JournalFieldNameError`.
    public init(_ name: String) throws(JournalFieldNameError) {
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let first = name.utf8.first, letters.contains(first), name.utf8.count <= 64,
            name.utf8.allSatisfy({ letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "_") })
        else { throw .malformed(name) }
        guard !Self.reserved.contains(name) else { throw .reserved(name) }
        description = name
    }

    /// A name written in source; one that breaks the rule stops the program where it is written.
    public init(stringLiteral name: String) {
        do throws(JournalFieldNameError) {
            self = try JournalFieldName(name)
        } catch {
            preconditionFailure(error.description)
        }
    }
}
