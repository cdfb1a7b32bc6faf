/// Why a file is no feed that can be continued.
public enum FeedFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file was not written by this project.
    case foreign(line: Int)
    /// The file ends before the calendar does.
    case cutShort
    /// A line is longer than any that this project writes.
    case lineTooLong(line: Int)
    /// An event lacks what every event of a feed has, or has it in another form.
    case unusableEvent(line: Int)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .foreign(let line): "it is no feed of cnswatch (line \(line)); name another file, or move this one away"
        case .cutShort: "it ends in the middle; put a whole copy back, or move it away to begin a new feed"
        case .lineTooLong(let line):
            "line \(line) is longer than any of a feed; put an unchanged copy back, or move it away to begin a new feed"
        case .unusableEvent(let line):
            "the event that ends at line \(line) is not as cnswatch wrote it; put an unchanged copy back, or move it away "
                + "to begin a new feed"
        }
    }
}
