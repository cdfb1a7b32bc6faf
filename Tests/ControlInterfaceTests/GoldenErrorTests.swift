import ControlInterface
import JSONText
import TestSupport
import Testing

@Suite("Golden errors of messages")
struct GoldenErrorTests {
    @Test func `a message of another version says what the golden file holds`() throws {
        var samples: [ErrorSample] = []
        for text in ["{}", "{\"kind\":5}", "{\"kind\":\"k\",\"message\":null}"] {
            let object = try #require(try JSONParser().parse(text).objectValue)
            let error = #expect(throws: MessageError.self) { try Notice(json: object) }
            samples.append(
                ErrorSample(text, error.map { "\($0)" } ?? "", remedy: "install the same one of both"))
        }
        for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = ErrorSample.document("a message of the control interface", samples)
        try GoldenFile().hold(document)
    }
}
