import TestSupport
import Testing

@testable import WatchStore

@Suite("Golden errors of the store")
struct GoldenErrorTests {
    @Test func `every kind says what the golden file holds`() throws {
        var document = ""
        for (subject, file) in [(StoreError.Subject.store, "cnswatch.sqlite"), (.auditTrail, "audit.sqlite")] {
            let samples = StoreError.Kind.allCases.map { kind in
                let error = StoreError(
                    kind, of: subject, path: "/var/lib/cnswatch/" + file, detail: "what the library said")
                return ErrorSample(kind.rawValue, "\(error)", remedy: error.remedy)
            }
            for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
            document += ErrorSample.document(subject.rawValue, samples)
        }
        try GoldenFile().hold(document)
    }
}
