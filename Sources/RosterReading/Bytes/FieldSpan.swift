/// Where a field lies in the buffer, without its quotes.
struct FieldSpan {
    var start: Int32
    var end: Int32
    /// Whether it holds doubled quotes that stand for single ones.
    var hasDoubledQuotes: Bool
}
