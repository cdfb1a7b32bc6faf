import SecureHash

/// The number and hash of a row, noted where whoever can write the trail cannot: written `NUMBER:HASH`.
///
/// A hash stands for all rows up to its own, so that a trail which was cut short, or rewritten with new hashes, no longer
/// agrees with it.
public struct AuditAnchor: Hashable, Sendable, CustomStringConvertible {
    /// The number of the row.
    public let number: Int64
    /// The row's hash.
    public let hash: Digest

    /// An anchor at a row with this number and hash.
    public init(number: Int64, hash: Digest) {
        self.number = number
        self.hash = hash
    }

    /// An anchor at an entry.
    public init(_ entry: AuditEntry) { self.init(number: entry.number, hash: entry.hash) }

    /// The anchor that a person noted: a number from 1, a colon and 64 hexadecimal digits.
    public init(_ text: String) throws(AuditAnchorFault) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .noColon }
        guard parts[0].utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            let number = Int64(parts[0]), number >= 1
        else { throw .number }
        guard let hash = Digest(String(parts[1])) else { throw .hash }
        self.init(number: number, hash: hash)
    }

    /// The anchor as a person notes it, `NUMBER:HASH`.
    public var description: String { "\(number):\(hash)" }
}
