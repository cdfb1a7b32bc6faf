import SecureHash

/// The identifier of a message as a header may carry it, whatever the caller chose.
struct WireIdentifier: CustomStringConvertible {
    let description: String

    /// The identifier itself where a header can hold it, otherwise its digest: as stable, and as good as unique.
    ///
    /// - Parameter allowsDots: false where a dot would be taken for the end of the identifier.
    init(_ id: String, allowsDots: Bool) {
        let isPlain = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                true
            case UInt8(ascii: "."): allowsDots
            default: false
            }
        }
        // Dots at an end or side by side are no part of a Message-ID (RFC 5322, dot-atom).
        let hasLooseDot = id.split(separator: ".", omittingEmptySubsequences: false).contains { $0.isEmpty }
        let isUsable = isPlain && !hasLooseDot && id.utf8.count <= 128
        description = isUsable ? id : "\(SHA256.digest(of: Array(id.utf8)))"
    }
}
