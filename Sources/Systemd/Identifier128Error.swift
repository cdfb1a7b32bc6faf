/// Why a text is no 128-bit identifier.
public enum Identifier128Error: SystemdError, Hashable {
    /// The text is not 32 hexadecimal digits.
    case malformed(String)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .malformed(let text): "\"\(text)\" is no 128-bit identifier, which has 32 hexadecimal digits"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .malformed: "make one with: journalctl --new-id128"
        }
    }
}
