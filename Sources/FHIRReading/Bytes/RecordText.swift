/// The text of one record of a file: a line of NDJSON, an entry of a bundle, a document.
struct RecordText {
    /// What the bytes are.
    enum Shape {
        /// A resource.
        case resource
        /// An element of `Bundle.entry`.
        case entry
        /// A document that is no bundle, or a bundle without its entries.
        case document
    }

    let shape: Shape
    /// The line on which it begins, the first being 1.
    let line: Int
    /// Whether it is larger than any resource may be; its text is then no more than its two ends.
    let isTooLarge: Bool
}
