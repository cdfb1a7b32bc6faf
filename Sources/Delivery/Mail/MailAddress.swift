/// The address of a mailbox, such as `oncology@clinic.example`, in the plain form that every relay takes.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address as it was given.
    public let description: String
    /// What stands behind the `@`.
    public var domain: Substring { description.suffix(from: description.index(after: at)) }

    private let at: String.Index

    /// The address that a text is: letters, digits and some signs, an `@`, a host.
    ///
    /// Quoted names, comments and letters beyond ASCII are not taken, since not every relay takes them.
    public init(_ text: String) throws(ChannelFault) {
        guard let at = text.firstIndex(of: "@") else { throw .mailAddress(text) }
        let (name, host) = (text[..<at], text[text.index(after: at)...])
        let isName =
            (1...64).contains(name.utf8.count) && name.utf8.allSatisfy(MailAddress.isNameByte)
            && !name.split(separator: ".", omittingEmptySubsequences: false).contains { $0.isEmpty }
        guard isName, HostName.isValid(host) else { throw .mailAddress(text) }
        self.at = at
        description = text
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-/=?^_`{|}~.".utf8.contains(byte)
        }
    }
}
