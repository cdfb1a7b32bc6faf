/// Why a text is not TOML, and where.
struct TOMLSyntaxError: Error {
    let reason: String
    /// From 1.
    let line: Int
    /// From 1, in bytes.
    let column: Int
    /// Whether values stand inside each other too deeply, rather than wrongly.
    let isDepth: Bool

    init(_ reason: String, line: Int, column: Int, isDepth: Bool = false) {
        self.reason = reason
        self.line = line
        self.column = column
        self.isDepth = isDepth
    }
}
