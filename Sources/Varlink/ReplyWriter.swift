import JSONText

/// Writes replies as messages.
enum ReplyWriter {
    /// Appends a reply with its terminator, its parameters written by the closure as one object or not at all.
    ///
    /// - Returns: false where the closure wrote something else; what was appended is then malformed.
    static func append(
        _ outcome: Reply.Outcome, to writer: inout JSONWriter, _ parameters: (inout JSONWriter) -> Void
    ) -> Bool {
        writer.beginObject()
        if case .error(let name) = outcome { writer.member("error", name) }
        writer.key("parameters")
        let depth = writer.depth
        let start = writer.count
        parameters(&writer)
        if writer.count == start {
            writer.beginObject()
            writer.endObject()
        }
        let isObject = writer.withBytes { bytes in
            bytes.count > start + 1 && bytes[start] == UInt8(ascii: "{") && bytes.last == UInt8(ascii: "}")
        }
        guard writer.depth == depth, isObject else { return false }
        if outcome == .continues { writer.member("continues", true) }
        writer.endObject()
        writer.appendSeparator(0)
        return true
    }
}
