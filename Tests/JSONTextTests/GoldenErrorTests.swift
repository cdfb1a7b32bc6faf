import JSONText
import TestSupport
import Testing

@Suite("Golden errors of JSON")
struct GoldenErrorTests {
    @Test func `every fault says what the golden file holds`() throws {
        let samples = JSONFault.allCases.map { fault in
            ErrorSample("\(fault)", "\(JSONParseError(fault, at: 17))", remedy: fault.remedy)
        }
        for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = ErrorSample.document("a text that is no JSON", samples)
        try GoldenFile().hold(document)
    }
}
