/// One thing wrong with a template, and where.
public struct TemplateFault: Error, Hashable, Sendable {
    /// The file, as it was named by whoever asked for it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What is wrong.
    public let problem: TemplateProblem

    /// A fault at a line of a file.
    public init(file: String, line: Int, problem: TemplateProblem) {
        self.file = file
        self.line = line
        self.problem = problem
    }
}

extension TemplateFault: CustomStringConvertible {
    /// `FILE:LINE: reason; remedy`.
    public var description: String { "\(file):\(line): \(problem)" }
}
