import GoldenFiles
import Testing

@testable import WatchStore

@Suite("Golden errors of the store")
struct GoldenErrorTests {
    @Test func `every kind says what the golden file holds`() throws {
        let samples = StoreError.Kind.allCases.map { kind in
            let error = StoreError(kind, path: "/var/lib/cnswatch/cnswatch.sqlite", detail: "what the library said")
            return ErrorSample(kind.rawValue, "\(error)", remedy: error.remedy)
        }
        for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = ErrorSample.document("the store", samples)
        let golden = try GoldenFile().text(renewedWith: document)
        #expect(document == golden, "errors.txt is another now; if that is meant: make golden")
    }
}
