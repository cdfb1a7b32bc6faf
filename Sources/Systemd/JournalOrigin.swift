/// The line of source an entry was written at: CODE_FILE, CODE_LINE and CODE_FUNC.
public struct JournalOrigin: Hashable, Sendable {
    /// Module and file name, as `#fileID` has them: no path of the machine it was built on.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The function's name.
    public let function: String

    /// The place this is written at, or the place given.
    public init(file: String = #fileID, line: Int = #line, function: String = #function) {
        self.file = file
        self.line = line
        self.function = function
    }
}
