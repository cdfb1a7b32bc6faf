import ControlInterface
import JSONText

/// A resource (FHIR R4) that is made of the work-list.
struct FHIRResource {
    /// The kinds there are, in the order in which they are made of a row.
    enum Kind: String, CaseIterable {
        case operationOutcome = "OperationOutcome"
        case serviceRequest = "ServiceRequest"
        case task = "Task"
        case detectedIssue = "DetectedIssue"
    }

    let kind: Kind
    let id: String
    /// Writes the members behind the identifier.
    let members: (inout JSONWriter) -> Void

    /// A resource that is told by what it is about.
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
