/// Thousandths as a decimal without needless zeros: 38000 is `38`, 30500 is `30.5`.
public struct ThousandthsText: Hashable, Sendable, CustomStringConvertible {
    /// The decimal.
    public let description: String

    /// The decimal of so many thousandths, which are not negative.
    public init(_ thousandths: Int) {
        let fraction = thousandths % 1_000
        guard fraction != 0 else {
            description = "\(thousandths / 1_000)"
            return
        }
        var digits = String(String(1_000 + fraction).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        description = "\(thousandths / 1_000).\(digits)"
    }
}
