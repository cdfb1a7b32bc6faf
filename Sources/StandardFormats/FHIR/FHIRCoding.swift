import ControlInterface
import JSONText

/// Codes as FHIR writes them.
struct FHIRCoding {
    let system: String
    let code: String

    /// A code of cnswatch's own, in the words of rosters and protocol files.
    static func own(_ system: String, _ code: String) -> FHIRCoding {
        FHIRCoding(system: "\(FHIRIdentity.system):\(system)", code: code)
    }

    /// The codes of an imaging modality in public systems; none where no source for one was checked.
    ///
    /// `24587-8` is MR of the brain without and with contrast (LOINC), `816077007` MRI of the brain and `34227000` CT of the
    /// brain (SNOMED CT).
    static func codes(ofModality modality: String, withoutContrast: Bool) -> [FHIRCoding] {
        switch modality {
        case "mri-brain" where withoutContrast: [snomed("816077007")]
        case "mri-brain": [FHIRCoding(system: "http://loinc.org", code: "24587-8"), snomed("816077007")]
        case "ct-brain": [snomed("34227000")]
        default: []
        }
    }

    private static func snomed(_ code: String) -> FHIRCoding {
        FHIRCoding(system: "http://snomed.info/sct", code: code)
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("system", system)
        writer.member("code", code)
        writer.endObject()
    }

    /// Writes a member that is a concept: codes, and what they mean to people.
    static func write(_ name: StaticString, _ codings: [FHIRCoding], text: String, _ writer: inout JSONWriter) {
        writer.key(name)
        writeConcept(codings, text: text, &writer)
    }

    /// Writes a concept.
    static func writeConcept(_ codings: [FHIRCoding], text: String, _ writer: inout JSONWriter) {
        writer.beginObject()
        if !codings.isEmpty {
            writer.key("coding")
            writer.beginArray()
            for coding in codings { coding.write(to: &writer) }
            writer.endArray()
        }
        writer.member("text", text)
        writer.endObject()
    }
}
