/// A number of things in words, such as `1 row` or `3 rows`: the one place that knows of one and many.
public struct Counted: Hashable, Sendable, CustomStringConvertible {
    /// How many.
    public let count: Int
    /// The number with its noun.
    public let description: String

    /// So many of something; the plural is the singular with an `s` unless another is given.
    public init(_ count: Int, _ singular: String, _ plural: String? = nil) {
        self.count = count
        description = "\(count) \(count == 1 ? singular : plural ?? singular + "s")"
    }

    /// The number with its noun and a verb that agrees with it, such as `1 row is`.
    public func with(_ one: String, _ many: String) -> String { "\(self) \(count == 1 ? one : many)" }
}
