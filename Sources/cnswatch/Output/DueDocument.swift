import ControlInterface
import JSONText

/// A work-list as one JSON document, written page by page: what holds for all rows comes first, then each row on a line
/// of its own, so that a reader may stop after any of them.
struct DueDocument {
    private var writer = OutputFormat.writer()
    private var isBegun = false

    /// Writes the rows of a page, and before those of the first one what holds for all.
    mutating func add(_ page: DuePage) throws {
        if !isBegun {
            isBegun = true
            writer.beginObject()
            page.writeMembersBeforeRows(to: &writer)
            writer.key("rows")
            writer.beginArray()
        }
        for row in page.rows {
            writer.beginLine()
            row.write(to: &writer)
        }
        try StandardOutput.bytes(writer.drain())
    }

    /// Ends the document: no page follows.
    mutating func end() throws {
        writer.endArray()
        writer.key("next")
        writer.null()
        writer.endObject()
        try StandardOutput.bytes(writer.takeBytes())
        try StandardOutput.line("")
    }
}
