import ControlInterface
import SecureHash

/// What stays the same of an event in a feed: one occasion on which a patient is owed an item.
///
/// It is made from the pseudonym, the item and what its dates are reckoned from, so that it tells nobody who the patient is,
/// and is the same with names and without.
struct FeedUID: Hashable {
    private static let suffix = "@cnswatch"

    private let high: UInt64
    private let low: UInt64

    init(_ row: ExportRow) {
        self.init(
            digits: SHA256.digest(of: "\(row.pseudonym)\n\(row.row.item.item)\n\(row.row.item.anchor)".utf8).digits(32))!
    }

    /// The identifier that a feed holds; nil where the text is none that this project gives out.
    init?(_ text: String) {
        guard text.hasSuffix(FeedUID.suffix) else { return nil }
        self.init(digits: String(text.dropLast(FeedUID.suffix.count)))
    }

    private init?(digits: String) {
        guard digits.utf8.count == 32, !digits.hasPrefix("+"), let high = UInt64(digits.prefix(16), radix: 16),
            let low = UInt64(digits.suffix(16), radix: 16)
        else { return nil }
        (self.high, self.low) = (high, low)
    }

    var text: String { FeedUID.digits(high) + FeedUID.digits(low) + FeedUID.suffix }

    private static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
