/// One error of a room: an example of one of its cases, in words.
public struct ErrorSample: Sendable {
    /// The case, as the source names it.
    public let name: String
    /// All that people read of it.
    public let text: String
    /// What they can do about it.
    public let remedy: String

    /// An example of the case of this name.
    public init(_ name: String, _ text: String, remedy: String) {
        self.name = name
        self.text = text
        self.remedy = remedy
    }

    /// Whether the error does not end in something to do.
    public var lacksRemedy: Bool {
        remedy.count < 6 || !text.contains(remedy)
    }

    /// The samples as a golden file has them: each case under its name.
    public static func document(_ title: String, _ samples: [ErrorSample]) -> String {
        "== \(title)\n" + samples.map { "\($0.name)\n    \($0.text.replacing("\n", with: "\n    "))\n" }.joined() + "\n"
    }
}
