import ControlInterface
import JSONText

/// Something that is the matter with a patient's follow-up or record: a `DetectedIssue`, preliminary until a person looked.
struct FHIRIssue {
    let code: String
    let text: String
    let severity: String
    let detail: String

    /// What is the matter with the record of a row's patient: rows set aside, a place missing from the export, rows that
    /// contradict one another.
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
            // Said above, or no contradiction.
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

    /// Which of several of its code it is.
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
