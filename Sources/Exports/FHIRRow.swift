import ControlInterface
import JSONText

/// The resources that a row of the work-list produces.
struct FHIRRow {
    let exported: ExportRow
    let page: ExportPage
    let references: FHIRReferences

    private var row: DueRow { exported.row }
    private var item: ItemReport { exported.row.item }
    private var about: String { "\(exported.pseudonym)\n\(item.item)" }

    /// A proposal if it is imaging, the task, and an issue if it is overdue.
    var resources: [FHIRResource] {
        let request = item.modality.map(request)
        let task = task(for: request)
        return [request, task, item.status == "overdue" ? overdue(task) : nil].compactMap(\.self)
    }

    /// A draft: only a clinician turns it into an order.
    private func request(for modality: String) -> FHIRResource {
        FHIRResource(.serviceRequest, about: about) { writer in
            writeIdentifier("service-request", &writer)
            writer.member("status", "draft")
            writer.member("intent", "proposal")
            writer.member("priority", priority)
            let withoutContrast = item.flags.contains("gadolinium-contraindicated")
            FHIRCoding.write(
                "code",
                FHIRCoding.codes(ofModality: modality, withoutContrast: withoutContrast) + [.own("modality", modality)],
                text: withoutContrast ? "\(modality), gadolinium contraindicated" : modality, &writer)
            references.write("subject", toPatientOf: exported, &writer)
            writePeriod("occurrencePeriod", &writer)
            writer.member("authoredOn", page.asOf)
            writeReasons("reasonCode", &writer)
            writer.key("note")
            writer.beginArray()
            writer.beginObject()
            writer.member(
                "text",
                "Proposed by cnswatch by protocol \(page.protocol.id) \(page.protocol.version). It is no order: a clinician "
                    + "decides.")
            writer.endObject()
            writer.endArray()
        }
    }

    private func task(for request: FHIRResource?) -> FHIRResource {
        FHIRResource(.task, about: about) { writer in
            writeTags(&writer)
            writeIdentifier("task", &writer)
            writer.member("status", row.mask != nil ? "on-hold" : row.owner != nil ? "accepted" : "requested")
            if let mask = row.mask {
                FHIRCoding.write(
                    "statusReason", [.own("hold", mask)],
                    text: mask + (row.maskUntil.map { " until \($0)" } ?? ""), &writer)
            }
            FHIRCoding.write(
                "businessStatus", [.own("status", item.status)],
                text: item.status + (item.booked.map { ", booked for \($0)" } ?? ""), &writer)
            writer.member("intent", "plan")
            writer.member("priority", priority)
            FHIRCoding.write("code", [.own("item", item.item)], text: item.item, &writer)
            writer.member(
                "description", "\(item.item), due \(item.due), by rule \(item.rule), reckoned from \(item.anchor)")
            if let request { references.write("focus", to: .serviceRequest, request.id, &writer) }
            references.write("for", toPatientOf: exported, &writer)
            writer.member("authoredOn", page.asOf)
            if let owner = row.owner {
                writer.key("owner")
                writer.beginObject()
                writer.member("display", owner)
                writer.endObject()
            }
            FHIRCoding.write("reasonCode", [.own("rule", item.rule)], text: item.rule, &writer)
            writer.key("restriction")
            writer.beginObject()
            writePeriod("period", &writer)
            writer.endObject()
            writer.key("input")
            writer.beginArray()
            writer.beginObject()
            FHIRCoding.write("type", [.own("input", "due")], text: "when it should be done", &writer)
            writer.member("valueDate", item.due)
            writer.endObject()
            writer.endArray()
        }
    }

    private func overdue(_ task: FHIRResource) -> FHIRResource {
        FHIRIssue(code: "overdue", text: "Overdue", severity: severity, detail: overdueDetail).resource(
            about: about, exported, page, references, implicated: task)
    }

    private var overdueDetail: String {
        "\(item.item) was to be done by \(item.latest) at the latest (\(item.daysLate) days ago), by rule \(item.rule)."
    }

    private func writeIdentifier(_ system: String, _ writer: inout JSONWriter) {
        writer.key("identifier")
        writer.beginArray()
        writer.beginObject()
        writer.member("system", "\(FHIRIdentity.system):\(system)")
        writer.member("value", "\(exported.pseudonym).\(item.item)")
        writer.endObject()
        writer.endArray()
    }

    /// The urgency as its own word, in addition to FHIR's four priorities.
    private func writeTags(_ writer: inout JSONWriter) {
        writer.key("meta")
        writer.beginObject()
        writer.key("tag")
        writer.beginArray()
        FHIRCoding.own("urgency", item.urgency).write(to: &writer)
        FHIRCoding.own("phase", row.phase).write(to: &writer)
        if row.incomplete { FHIRCoding.own("record", "incomplete").write(to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    private func writePeriod(_ name: StaticString, _ writer: inout JSONWriter) {
        writer.key(name)
        writer.beginObject()
        writer.member("start", item.earliest)
        writer.member("end", item.latest)
        writer.endObject()
    }

    private func writeReasons(_ name: StaticString, _ writer: inout JSONWriter) {
        writer.key(name)
        writer.beginArray()
        for rule in [item.rule] + item.also { FHIRCoding.writeConcept([.own("rule", rule)], text: rule, &writer) }
        writer.endArray()
    }

    private var priority: String {
        switch item.urgency {
        case "emergency": "stat"
        case "inpatient": "asap"
        case "urgent": "urgent"
        default: "routine"
        }
    }

    private var severity: String {
        switch item.urgency {
        case "emergency", "inpatient", "urgent": "high"
        case "advisory": "low"
        default: "moderate"
        }
    }
}

/// A problem of a patient's follow-up or record: a `DetectedIssue`, preliminary until a person has looked at it.
struct FHIRIssue {
    let code: String
    let text: String
    let severity: String
    let detail: String

    /// The problems in the record of a row's patient: rows set aside, absence from the export, contradictory rows.
    static func issues(ofRecord exported: ExportRow) -> [FHIRIssue] {
        var issues: [FHIRIssue] = []
        if exported.row.incomplete {
            issues.append(
                FHIRIssue(
                    code: "incomplete", text: "Incomplete data", severity: "moderate",
                    detail: "Rows of the patient could not be read; what is owed rests on the others."))
        }
        if let since = exported.row.absentSince {
            issues.append(
                FHIRIssue(
                    code: "absent", text: "Missing from the export", severity: "moderate",
                    detail: "The patient is not in the export since \(since), and is still watched."))
        }
        for (number, remark) in exported.remarks.enumerated() {
            switch remark.kind {
            // Reported above, or not a contradiction.
            case "rejected-rows", "future-dated", "repeated-row": continue
            default: break
            }
            let place = remark.fact.map { "\($0.file) \($0.row): \($0.date) \($0.words): " } ?? ""
            issues.append(
                FHIRIssue(
                    code: remark.kind, text: "Conflicting data", severity: "moderate",
                    detail: place + remark.meaning, number: number))
        }
        return issues
    }

    /// The number that distinguishes issues with the same code.
    private let number: Int

    init(code: String, text: String, severity: String, detail: String, number: Int = 0) {
        self.code = code
        self.text = text
        self.severity = severity
        self.detail = detail
        self.number = number
    }

    func resource(
        about: String, _ exported: ExportRow, _ page: ExportPage, _ references: FHIRReferences,
        implicated task: FHIRResource? = nil
    ) -> FHIRResource {
        let name = "\(about.replacing("\n", with: ".")).\(code)" + (number == 0 ? "" : ".\(number)")
        return FHIRResource(.detectedIssue, about: name) { writer in
            writer.key("identifier")
            writer.beginArray()
            writer.beginObject()
            writer.member("system", "\(FHIRIdentity.system):detected-issue")
            writer.member("value", name)
            writer.endObject()
            writer.endArray()
            writer.member("status", "preliminary")
            FHIRCoding.write("code", [.own("issue", code)], text: text, &writer)
            writer.member("severity", severity)
            references.write("patient", toPatientOf: exported, &writer)
            writer.member("identifiedDateTime", page.asOf)
            if let task {
                writer.key("implicated")
                writer.beginArray()
                references.writeElement(to: .task, task.id, &writer)
                writer.endArray()
            }
            writer.member("detail", detail)
        }
    }
}
