import ControlInterface
import JSONText
import SecureHash

/// A resource (FHIR R4) made from the work-list.
struct FHIRResource {
    /// The resource types, in the order in which a row produces them.
    enum Kind: String, CaseIterable {
        case operationOutcome = "OperationOutcome"
        case serviceRequest = "ServiceRequest"
        case task = "Task"
        case detectedIssue = "DetectedIssue"
    }

    let kind: Kind
    let id: String
    /// Writes the members that follow the identifier.
    let members: (inout JSONWriter) -> Void

    /// A resource identified by its subject.
    init(_ kind: Kind, about: String, members: @escaping (inout JSONWriter) -> Void) {
        self.kind = kind
        id = FHIRIdentity.identifier(kind, about)
        self.members = members
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("resourceType", kind.rawValue)
        writer.member("id", id)
        members(&writer)
        writer.endObject()
    }
}

/// The systems of cnswatch's own names, and the identifiers of the resources it makes.
///
/// The subject of a resource determines its identifier: the same patient and item give the same identifier in every
/// export, so that a receiver that stores resources replaces the old one.
enum FHIRIdentity {
    /// The common prefix of all systems issued here.
    static let system = "urn:x-site:cnswatch"

    /// The identifier of a resource: a UUID made of the digits of a digest (version 8 of RFC 9562).
    static func identifier(_ kind: FHIRResource.Kind, _ about: String) -> String {
        var digits = Array(SHA256.digest(of: "\(kind.rawValue)\n\(about)".utf8).digits(32).utf8)
        digits[12] = UInt8(ascii: "8")
        // The two variant bits of a UUID; the digit keeps two bits of its own.
        let variants = Array("89ab".utf8)
        digits[16] = variants[Int(digits[16] & 3)]
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: digits[$0], as: UTF8.self) }
        return parts.joined(separator: "-")
    }
}

/// How resources refer to one another and to patients.
struct FHIRReferences {
    /// The place of the referenced resources.
    enum Layout {
        /// In one bundle, each with its own URN.
        case bundle
        /// On lines, each by its type and identifier.
        case lines
    }

    let layout: Layout
    let naming: PatientNaming

    /// Writes a member that refers to a resource of the same export.
    func write(_ name: StaticString, to kind: FHIRResource.Kind, _ id: String, _ writer: inout JSONWriter) {
        writer.key(name)
        writeElement(to: kind, id, &writer)
    }

    /// Writes a reference to a resource of the same export.
    func writeElement(to kind: FHIRResource.Kind, _ id: String, _ writer: inout JSONWriter) {
        writer.beginObject()
        switch layout {
        case .bundle: writer.member("reference", "urn:uuid:\(id)")
        case .lines: writer.member("reference", "\(kind.rawValue)/\(id)")
        }
        writer.endObject()
    }

    /// Writes a member that refers to a patient by identifier: the site owns the patient's resource; this module
    /// never makes one.
    func write(_ name: StaticString, toPatientOf row: ExportRow, _ writer: inout JSONWriter) {
        writer.key(name)
        writer.beginObject()
        writer.member("type", "Patient")
        writer.key("identifier")
        writer.beginObject()
        switch naming {
        case .pseudonyms:
            writer.member("system", "\(FHIRIdentity.system):pseudonym")
            writer.member("value", row.pseudonym)
        case .recordNumbers(let system):
            writer.member("system", system)
            writer.member("value", row.row.mrn)
        }
        writer.endObject()
        writer.endObject()
    }
}

/// A code in FHIR's form.
struct FHIRCoding {
    let system: String
    let code: String

    /// A code of cnswatch's own, in the terms of rosters and protocol files.
    static func own(_ system: String, _ code: String) -> FHIRCoding {
        FHIRCoding(system: "\(FHIRIdentity.system):\(system)", code: code)
    }

    /// The codes of an imaging modality in public systems; none if no source for one was checked.
    ///
    /// `24587-8` is MR of the brain without and with contrast (LOINC), `816077007` MRI of the brain and `34227000` CT of
    /// the brain (SNOMED CT).
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

    /// Writes a member that is a concept: codes, and their meaning as text.
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
