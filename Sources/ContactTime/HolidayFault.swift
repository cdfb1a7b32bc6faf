/// One thing wrong with a calendar file of holidays: where it is, what is wrong, and what to do about it.
public struct HolidayFault: Error, Hashable, Sendable {
    /// The file as it was named by whoever asked for it.
    public let file: String
    /// The line, from 1; nil where the fault is the file's as a whole.
    public let line: Int?
    /// What is wrong.
    public let problem: HolidayProblem

    /// A fault at a line of a file.
    public init(file: String, line: Int?, problem: HolidayProblem) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    /// What to do; never empty.
    public var remedy: String { problem.remedy }
}

extension HolidayFault: CustomStringConvertible {
    /// `FILE:LINE: reason; remedy`.
    public var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(problem.reason); \(problem.remedy)"
    }
}
