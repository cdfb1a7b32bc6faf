/// Resources of one patient, as lines of NDJSON.
enum Samples {
    static let patient =
        #"{"resourceType":"Patient","id":"p","identifier":[{"type":{"coding":[{"code":"MR"}]},"system":"urn:h","value":"M1"}],"birthDate":"1970-05"}"#

    static func condition(
        id: String = "c", coding: String = #"{"system":"http://snomed.info/sct","code":"94225005"}"#, more: String = ""
    ) -> String {
        #"{"resourceType":"Condition","id":"\#(id)","subject":{"reference":"Patient/p"},"onsetDateTime":"2026-03-01","code":{"coding":[\#(coding)]}\#(more)}"#
    }

    static func observation(
        _ code: String, system: String = "http://loinc.org", value: String, id: String = "o",
        date: String = "2026-03-02",
        status: String = "final", more: String = ""
    ) -> String {
        #"{"resourceType":"Observation","id":"\#(id)","status":"\#(status)","subject":{"reference":"Patient/p"},"effectiveDateTime":"\#(date)","code":{"coding":[{"system":"\#(system)","code":"\#(code)"}]},\#(value)\#(more)}"#
    }

    static func coded(_ code: String, system: String = "http://snomed.info/sct") -> String {
        #""valueCodeableConcept":{"coding":[{"system":"\#(system)","code":"\#(code)"}]}"#
    }

    static func procedure(
        _ code: String, system: String = "http://snomed.info/sct", id: String = "pr", when: String,
        status: String = "completed",
        more: String = ""
    ) -> String {
        #"{"resourceType":"Procedure","id":"\#(id)","status":"\#(status)","subject":{"reference":"Patient/p"},\#(when),"code":{"coding":[{"system":"\#(system)","code":"\#(code)"}]}\#(more)}"#
    }

    static func report(
        _ code: String, conclusion: String?, id: String = "r", date: String = "2026-04-01", status: String = "final"
    ) -> String {
        let conclusion =
            conclusion.map { #","conclusionCode":[{"coding":[{"system":"http://snomed.info/sct","code":"\#($0)"}]}]"# }
            ?? ""
        return
            #"{"resourceType":"DiagnosticReport","id":"\#(id)","status":"\#(status)","subject":{"reference":"Patient/p"},"effectiveDateTime":"\#(date)","code":{"coding":[{"system":"http://loinc.org","code":"\#(code)"}]}\#(conclusion)}"#
    }

    static func order(
        _ coding: String, id: String = "m", status: String = "active", date: String = "2026-05-01", more: String = ""
    ) -> String {
        #"{"resourceType":"MedicationRequest","id":"\#(id)","status":"\#(status)","intent":"order","subject":{"reference":"Patient/p"},"authoredOn":"\#(date)",\#(coding)\#(more)}"#
    }

    static func medication(_ code: String, system: String = "http://www.nlm.nih.gov/research/umls/rxnorm") -> String {
        #""medicationCodeableConcept":{"coding":[{"system":"\#(system)","code":"\#(code)"}]}"#
    }

    static let radiotherapyProfile =
        #","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-course-summary"]}"#
    static let ofBrain = #","bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"12738006"}]}]"#
}
