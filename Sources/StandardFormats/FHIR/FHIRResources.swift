import ControlInterface
import JSONText

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
