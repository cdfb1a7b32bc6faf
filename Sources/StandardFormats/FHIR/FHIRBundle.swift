import ControlInterface
import JSONText

/// The work-list as one FHIR R4 document: a `Bundle` of type `collection`, which changes nothing where it is sent.
///
/// Patients are spoken of by identifier; no `Patient` is in it. Each resource is named by what it is about, so that the same
/// item has the same identifier in every export.
public struct FHIRBundle {
    private var resources: FHIRResources
    private var writer = JSONWriter()
    private var isBegun = false
    private var hasEntry = false

    /// A bundle of which nothing is written yet.
    public init(naming: PatientNaming) {
        resources = FHIRResources(FHIRReferences(layout: .bundle, naming: naming))
    }

    /// The text of a page, one resource a line.
    public mutating func text(of page: ExportPage) -> [UInt8] {
        if !isBegun { begin(page) }
        var (writer, hasEntry) = (writer, hasEntry)
        resources.forEach(of: page) { resource in
            if !hasEntry {
                // No array of FHIR is empty.
                hasEntry = true
                writer.key("entry")
                writer.beginArray()
            }
            writer.beginLine()
            writer.beginObject()
            writer.member("fullUrl", "urn:uuid:\(resource.id)")
            writer.key("resource")
            resource.write(to: &writer)
            writer.endObject()
        }
        (self.writer, self.hasEntry) = (writer, hasEntry)
        return self.writer.drain()
    }

    /// The text that ends the document.
    public mutating func end() -> [UInt8] {
        if hasEntry { writer.endArray() }
        writer.endObject()
        return writer.takeBytes() + [UInt8(ascii: "\n")]
    }

    private mutating func begin(_ page: ExportPage) {
        isBegun = true
        writer.beginObject()
        writer.member("resourceType", "Bundle")
        writer.key("identifier")
        writer.beginObject()
        writer.member("system", "\(FHIRIdentity.system):work-list")
        writer.member("value", page.asOf)
        writer.endObject()
        writer.member("type", "collection")
    }
}
