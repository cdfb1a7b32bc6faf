import Foundation
import Testing

/// A file of a test target's folder `Golden`, which holds what people and programs are to read.
public struct GoldenFile: Sendable {
    private let path: String

    /// The file of this name beside the test that asks for it.
    public init(_ name: String = "errors.txt", beside test: String = #filePath) {
        path = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Golden/" + name).path
    }

    /// Whether the files are to be written anew.
    public static var isRenewed: Bool { ProcessInfo.processInfo.environment["CNSWATCH_RENEW_GOLDEN"] == "1" }

    /// Fails the test where a text differs from the file, with the first line that does.
    ///
    /// Where `CNSWATCH_RENEW_GOLDEN` is 1 the text is written to the file first: `make golden` shows what has changed.
    public func hold(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        if GoldenFile.isRenewed {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let golden = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        guard !text.utf8.elementsEqual(golden.utf8) else { return }
        let name = (path as NSString).lastPathComponent
        Issue.record(
            "\(name) differs \(GoldenFile.difference(text, golden)); if that is meant: make golden",
            sourceLocation: sourceLocation)
    }

    private static func difference(_ text: String, _ golden: String) -> String {
        func lines(_ text: String) -> [Substring] {
            text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        }
        let (new, old) = (lines(text), lines(golden))
        let number = zip(new, old).enumerated().first { $1.0 != $1.1 }?.offset ?? min(new.count, old.count)
        func line(_ lines: [Substring]) -> String { number < lines.count ? "\"\(lines[number])\"" : "its end" }
        return "in line \(number + 1): \(line(new)), and was \(line(old))"
    }
}

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
