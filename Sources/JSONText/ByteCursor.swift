/// A place in a document's bytes.
///
/// The pointer is borrowed: a cursor never outlives the call of `JSONParser` that made it.
struct ByteCursor {
    let bytes: UnsafeRawBufferPointer
    var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    /// The byte here; nil at the end.
    var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func skipWhiteSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    /// Steps over the byte if it is the one that stands here.
    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        offset += 1
        return true
    }

    /// The fault at this place; at the end of the document the end is what is wrong, whatever was due.
    func fault(_ fault: JSONFault) -> JSONParseError {
        JSONParseError(isAtEnd ? .unexpectedEnd : fault, at: offset)
    }
}
