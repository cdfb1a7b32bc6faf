import TestSupport

/// Debian's `promtool`, an independent reader of metrics and rules.
enum Promtool {
    /// The shipped rules.
    static let rules = PackageFolder.file("etc/cnswatch/prometheus/cnswatch.rules.yml")

    /// Runs it with these words, and this on its standard input; gives its status and all it said.
    static func run(_ arguments: [String], input: String = "") throws -> (status: Int32, said: String) {
        let outcome = try Program.run(try Tool.promtool.path(), arguments, input: input)
        return (outcome.status, outcome.output + outcome.talk)
    }
}
