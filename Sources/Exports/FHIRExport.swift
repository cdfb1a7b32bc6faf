import ControlInterface
import JSONText

/// The work-list as one FHIR R4 document: a `Bundle` of type `collection`, which changes nothing at its receiver.
///
/// It refers to patients by identifier and contains no `Patient`. The subject of a resource determines its
/// identifier, so that the same item has the same identifier in every export.
public struct FHIRBundle {
    private var resources: FHIRResources
    private var writer = JSONWriter()
    private var isBegun = false
    private var hasEntry = false

    /// A bundle with nothing written yet.
    public init(naming: PatientNaming) {
        resources = FHIRResources(FHIRReferences(layout: .bundle, naming: naming))
    }

    /// The text of a page, one resource a line.
    public mutating func text(of page: ExportPage) -> [UInt8] {
        if !isBegun { begin(page) }
        var (writer, hasEntry) = (writer, hasEntry)
        resources.forEach(of: page) { resource in
            if !hasEntry {
                // FHIR allows no empty array.
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

/// The work-list as FHIR R4 resources, one a line (`application/fhir+ndjson`), together or separated by type.
public struct FHIRLines {
    private var resources: FHIRResources

    /// An export with nothing written yet.
    public init(naming: PatientNaming) {
        resources = FHIRResources(FHIRReferences(layout: .lines, naming: naming))
    }

    /// The names of the files for output with one file per type, as in a bulk export.
    public static var files: [String] { FHIRResource.Kind.allCases.map(file) }

    /// The text of a page.
    public mutating func text(of page: ExportPage) -> [UInt8] {
        var writer = JSONWriter()
        resources.forEach(of: page) { FHIRLines.add($0, to: &writer) }
        return writer.takeBytes()
    }

    /// The text of a page by file name.
    public mutating func texts(of page: ExportPage) -> [String: [UInt8]] {
        var writers: [String: JSONWriter] = [:]
        resources.forEach(of: page) { FHIRLines.add($0, to: &writers[FHIRLines.file($0.kind), default: JSONWriter()]) }
        return writers.mapValues(\.bytes)
    }

    private static func add(_ resource: FHIRResource, to writer: inout JSONWriter) {
        resource.write(to: &writer)
        writer.appendSeparator(UInt8(ascii: "\n"))
    }

    private static func file(_ kind: FHIRResource.Kind) -> String { "\(kind.rawValue).ndjson" }
}

/// The resources of an export, page after page, in a fixed order.
struct FHIRResources {
    let references: FHIRReferences
    private var isBegun = false
    /// Patients whose record has a problem; each is reported once.
    private var told: Set<String> = []

    init(_ references: FHIRReferences) { self.references = references }

    /// Calls `body` for each resource of a page; before those of the first page for the notices.
    mutating func forEach(of page: ExportPage, _ body: (FHIRResource) -> Void) {
        if !isBegun {
            isBegun = true
            if !page.notices.isEmpty { body(FHIRResources.outcome(page)) }
        }
        for exported in page.rows {
            for resource in FHIRRow(exported: exported, page: page, references: references).resources { body(resource) }
            let issues = FHIRIssue.issues(ofRecord: exported)
            guard !issues.isEmpty, told.insert(exported.pseudonym).inserted else { continue }
            for issue in issues { body(issue.resource(about: exported.pseudonym, exported, page, references)) }
        }
    }

    /// A list without its notices would look like a good one.
    private static func outcome(_ page: ExportPage) -> FHIRResource {
        FHIRResource(.operationOutcome, about: "notices") { writer in
            writer.key("issue")
            writer.beginArray()
            for notice in page.notices {
                writer.beginObject()
                writer.member("severity", "warning")
                writer.member("code", "incomplete")
                FHIRCoding.write("details", [.own("notice", notice.kind)], text: notice.message, &writer)
                writer.endObject()
            }
            writer.endArray()
        }
    }
}
