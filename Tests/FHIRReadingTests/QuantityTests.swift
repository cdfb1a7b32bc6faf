import ClinicalModel
import Testing

@Suite("Results given as numbers")
struct QuantityTests {
    @Test(arguments: [
        #""valueInteger":3"#, #""valueQuantity":{"value":3}"#, #""valueQuantity":{"value":3,"unit":"{score}"}"#,
        #""valueQuantity":{"value":3,"unit":"score","code":"{score}"}"#, #""valueQuantity":{"value":3,"unit":"+"}"#,
        #""valueQuantity":{"value":3,"unit":"IHC","code":"1"}"#,
    ])
    func `a score of HER2 is read with the units that a score has`(value: String) throws {
        #expect(
            try FHIRCases.events([Samples.patient, Samples.observation("85319-2", value: value)])
                == ["2026-03-02 biomarker her2 3+"])
    }

    @Test(arguments: [
        #""valueQuantity":{"value":3,"unit":"%"}"#, #""valueQuantity":{"value":1,"unit":"ng/mL"}"#,
        #""valueQuantity":{"value":1,"unit":"%","code":"%"}"#, #""valueQuantity":{"value":0,"unit":" % "}"#,
        #""valueQuantity":{"value":2,"comparator":"<"}"#,
        #""valueQuantity":{"value":2,"comparator":">=","unit":"score"}"#,
        #""valueQuantity":{"value":2.4}"#, #""valueQuantity":{"value":4}"#,
    ])
    func `a number that is no score is asked about`(value: String) throws {
        let lines = [Samples.patient, Samples.observation("85319-2", value: value)]
        #expect(try FHIRCases.events(lines) == [])
        #expect(try FHIRCases.questions(lines) == [.her2Unclear])
    }

    @Test(arguments: [
        (#"{"value":90,"unit":"%"}"#, ["positive"]), (#"{"value":1,"code":"%"}"#, ["positive"]),
        (#"{"value":0,"unit":"%"}"#, ["negative"]), (#"{"value":1,"comparator":"<","code":"%"}"#, ["negative"]),
        (#"{"value":5,"comparator":">=","code":"%"}"#, ["positive"]),
        (#"{"value":10,"comparator":"<","code":"%"}"#, []), (#"{"value":90,"unit":"fmol/mg"}"#, []),
    ])
    func `a share of stained nuclei is positive from one percent on`(quantity: String, result: [String]) throws {
        let lines = [Samples.patient, Samples.observation("85337-4", value: "\"valueQuantity\":\(quantity)")]
        #expect(try FHIRCases.events(lines) == result.map { "2026-03-02 biomarker er \($0)" })
    }
}
