import Foundation

/// A file of a test target's folder `Golden`, which holds what people and programs are to read.
public struct GoldenFile: Sendable {
    private let path: String

    /// The file of this name beside the test that asks for it.
    public init(_ name: String = "errors.txt", beside test: String = #filePath) {
        path = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Golden/" + name).path
    }

    /// What the file holds; where `CNSWATCH_RENEW_GOLDEN` is 1 the text is written first, to be read before committing.
    public func text(renewedWith text: String) throws -> String {
        if ProcessInfo.processInfo.environment["CNSWATCH_RENEW_GOLDEN"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        return (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }
}
