/// One thing wrong with a configuration file: where it is, what is wrong, and what to do about it.
public struct ConfigurationFault: Error, Hashable, Sendable {
    /// The file as it was named by whoever asked for it.
    public let file: String
    /// The line, from 1; nil where the fault is the file's as a whole, such as a key that is missing from it.
    public let line: Int?
    /// The column, from 1, in characters; known for faults of syntax only.
    public let column: Int?
    /// The key, with its tables: `rules.visit.repeat[2].every`; elements of arrays count from 1. Empty for the whole file.
    public let keyPath: String
    /// What is wrong.
    public let reason: String
    /// What to write or do instead; never empty.
    public let remedy: String

    /// A fault at a place of a file.
    public init(file: String, line: Int?, column: Int? = nil, keyPath: String, reason: String, remedy: String) {
        self.file = file
        self.line = line
        self.column = column
        self.keyPath = keyPath
        self.reason = reason
        self.remedy = remedy
    }
}

extension ConfigurationFault: CustomStringConvertible {
    /// `FILE:LINE: key: reason; remedy`, with `:COLUMN` after the line where it is known, and without what is not.
    public var description: String {
        let place = ([file] + [line, column].compactMap { $0.map { "\($0)" } }).joined(separator: ":")
        return keyPath.isEmpty ? "\(place): \(reason); \(remedy)" : "\(place): \(keyPath): \(reason); \(remedy)"
    }
}

extension ConfigurationFault: Comparable {
    /// Whether the first fault stands earlier: by file, line, column, key, then reason.
    public static func < (first: ConfigurationFault, second: ConfigurationFault) -> Bool {
        (first.file, first.line ?? 0, first.column ?? 0, first.keyPath, first.reason)
            < (second.file, second.line ?? 0, second.column ?? 0, second.keyPath, second.reason)
    }
}
