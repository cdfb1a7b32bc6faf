/// What may stand for a host in an address.
enum HostName {
    /// Whether it is a name of letters, digits and hyphens between dots.
    static func isValid(_ text: some StringProtocol) -> Bool {
        (1...253).contains(text.utf8.count)
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                !label.isEmpty && !label.hasPrefix("-") && !label.hasSuffix("-") && label.utf8.allSatisfy(isByte)
            }
    }

    /// Whether it has the letters of an address of IPv6; libcurl finds whether it is one.
    static func isVersion6(_ text: some StringProtocol) -> Bool {
        text.contains(":")
            && text.utf8.allSatisfy { byte in
                byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || Character(Unicode.Scalar(byte)).isHexDigit
            }
    }

    /// Whether it is this machine, by the names that cannot mean another.
    static func isLoopback(_ text: String) -> Bool { ["localhost", "127.0.0.1", "::1"].contains(text) }

    private static func isByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
