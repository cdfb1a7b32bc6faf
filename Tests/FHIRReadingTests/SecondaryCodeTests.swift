import ClinicalModel
import RosterModel
import Testing

@Suite("Codes of metastases in the CNS")
struct SecondaryCodeTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let code: String
        let event: String?
        let question: QuestionKind?
        var testDescription: String { code }
    }

    /// Every code of `cns-secondary-codes.csv`, with what it comes to.
    static let cases = [
        Case(code: "snomed 94224009", event: "metastasis confirmed brain", question: nil),
        Case(code: "snomed 94225005", event: "metastasis confirmed brain", question: nil),
        Case(code: "snomed 94243009", event: "metastasis confirmed brain", question: .codeDoubt),
        Case(code: "snomed 94246001", event: "leptomeningeal confirmed", question: nil),
        Case(code: "snomed 94247005", event: "metastasis confirmed brain", question: nil),
        Case(code: "snomed 94248000", event: "metastasis confirmed brain", question: nil),
        Case(code: "snomed 94600009", event: "metastasis confirmed other", question: .codeDoubt),
        Case(code: "snomed 94601008", event: "leptomeningeal confirmed", question: nil),
        Case(code: "snomed 188462001", event: "metastasis confirmed brain", question: nil),
        Case(code: "snomed 230156002", event: "leptomeningeal confirmed", question: nil),
        Case(code: "snomed 285641009", event: "metastasis confirmed brain", question: .codeDoubt),
        Case(code: "snomed 722671009", event: "leptomeningeal confirmed", question: nil),
        Case(code: "snomed 1155991005", event: "leptomeningeal confirmed", question: nil),
        // A brain metastasis of a cancer of the rectosigmoid is none of the breast cancer.
        Case(code: "snomed 96981000119102", event: nil, question: .unclearCode),
        // Lymphoma of the CNS that spread elsewhere.
        Case(code: "snomed 116811000119106", event: nil, question: nil),
        Case(code: "snomed 116821000119104", event: nil, question: nil),
        Case(code: "icd C79.31", event: "metastasis confirmed brain", question: nil),
        Case(code: "icd C79.32", event: "leptomeningeal confirmed", question: nil),
        Case(code: "icd C7931", event: "metastasis confirmed brain", question: nil),
    ]

    @Test(arguments: cases)
    func `a code comes to its event, its question, or nothing`(one: Case) throws {
        let parts = one.code.split(separator: " ").map(String.init)
        let system = parts[0] == "snomed" ? "http://snomed.info/sct" : "http://hl7.org/fhir/sid/icd-10-cm"
        let reading = try FHIRCases.read(lines: [
            Samples.patient,
            Samples.condition(coding: #"{"system":"\#(system)","code":"\#(parts[1])","display":"Something else"}"#),
        ])
        #expect(try FHIRCases.events(reading) == (one.event.map { ["2026-03-01 \($0)"] } ?? []))
        #expect(reading.questions.map(\.kind) == (one.question.map { [$0] } ?? []))
    }
}
