import ControlInterface
import JSONText

/// How resources speak of one another and of patients.
struct FHIRReferences {
    /// Where the resources stand that are spoken of.
    enum Layout {
        /// In one bundle, each with a URN of its own.
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

    /// Writes a member that refers to a patient by identifier: the patient's resource is the site's, and never made here.
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
