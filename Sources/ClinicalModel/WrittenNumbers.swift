/// A count with its noun, such as `1 row` or `3 rows`: the one place that distinguishes singular and plural.
public struct Pluralised: Hashable, Sendable, CustomStringConvertible {
    /// The count.
    public let count: Int
    /// The number with its noun.
    public let description: String

    /// Creates a count of something; the plural is the singular with an `s` unless given.
    public init(_ count: Int, _ singular: String, _ plural: String? = nil) {
        self.count = count
        description = "\(count) \(count == 1 ? singular : plural ?? singular + "s")"
    }

    /// Returns the number with its noun and a verb that agrees with it, such as `1 row is`.
    public func with(_ one: String, _ many: String) -> String { "\(self) \(count == 1 ? one : many)" }
}

/// Thousandths as a decimal without needless zeros: 38000 is `38`, 30500 is `30.5`.
public struct ThousandthsText: Hashable, Sendable, CustomStringConvertible {
    /// The decimal.
    public let description: String

    /// Creates the decimal of a non-negative number of thousandths.
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
