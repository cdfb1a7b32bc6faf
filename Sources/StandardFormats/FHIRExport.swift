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

/// The work-list as FHIR R4 resources, one a line (`application/fhir+ndjson`), together or by their types.
public struct FHIRLines {
    private var resources: FHIRResources

    /// Lines of which none is written yet.
    public init(naming: PatientNaming) {
        resources = FHIRResources(FHIRReferences(layout: .lines, naming: naming))
    }

    /// The names of the files that hold the types when each has one of its own, as a bulk export has them.
    public static var files: [String] { FHIRResource.Kind.allCases.map(file) }

    /// The text of a page.
    public mutating func text(of page: ExportPage) -> [UInt8] {
        var writer = JSONWriter()
        resources.forEach(of: page) { FHIRLines.add($0, to: &writer) }
        return writer.takeBytes()
    }

    /// The text of a page by the names of the files.
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

/// The resources of an export, page after page, in an order that is always the same.
struct FHIRResources {
    let references: FHIRReferences
    private var isBegun = false
    /// Patients with something the matter in their record, which is told once each.
    private var told: Set<String> = []

    init(_ references: FHIRReferences) { self.references = references }

    /// Hands over the resources of a page; before those of the first one what everyone must know.
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

    /// A list without its notices would pass for a good one.
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
