/// Reads one JSON document, strictly as RFC 8259 has it.
///
/// Refused beyond the grammar: strings that are not UTF-8 or name half of a surrogate pair, objects that name a key
/// twice (keys Swift holds equal, that is canonically equivalent, count as the same), numbers beyond the range of a
/// double, nesting beyond `maximumDepth`, a byte order mark, and anything but white space after the value.
public struct JSONParser: Sendable {
    /// The nesting a document may reach unless a parser is told otherwise.
    ///
    /// Source: chosen here. The control interface nests fewer than ten levels, and a hostile document must not be
    /// able to exhaust the stack of the thread that reads it.
    public static let defaultMaximumDepth = 64

    /// The number of arrays and objects that may enclose one another. A value outside all of them has depth 0.
    public let maximumDepth: Int

    /// A parser with its limit. Reading recurses once per level, so a limit in the thousands needs a large stack.
    public init(maximumDepth: Int = JSONParser.defaultMaximumDepth) {
        self.maximumDepth = maximumDepth
    }

    /// Reads the document in the bytes.
    ///
    /// - Throws: the first fault, with its byte offset.
    public func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONParseError) -> JSONValue {
        var reader = DocumentReader(cursor: ByteCursor(bytes), depthLeft: maximumDepth)
        return try reader.readDocument()
    }

    /// Reads the document in the bytes.
    ///
    /// - Throws: the first fault, with its byte offset.
    public func parse(_ bytes: Span<UInt8>) throws(JSONParseError) -> JSONValue {
        try bytes.withUnsafeBytes { (buffer) throws(JSONParseError) in try parse(buffer) }
    }

    /// Reads the document in the bytes.
    ///
    /// - Throws: the first fault, with its byte offset.
    public func parse(_ bytes: [UInt8]) throws(JSONParseError) -> JSONValue {
        try parse(bytes.span)
    }

    /// Reads the document in the text; offsets count its UTF-8 bytes.
    ///
    /// - Throws: the first fault, with its byte offset.
    public func parse(_ text: String) throws(JSONParseError) -> JSONValue {
        try parse(text.utf8.span)
    }
}
