/// Where a resource stands, while it is read.
struct RecordPlace {
    /// The number of its file.
    let file: Int
    /// The line on which it begins.
    let line: Int
    /// The bundle it belongs to; the whole folder for a file of lines.
    let scope: Int
    /// The full URL of its entry.
    var fullURL: String?
}
