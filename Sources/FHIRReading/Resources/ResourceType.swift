/// The types of resources that are read.
enum ResourceType: String, CaseIterable, Hashable, Sendable {
    case patient = "Patient"
    case condition = "Condition"
    case observation = "Observation"
    case procedure = "Procedure"
    case imagingStudy = "ImagingStudy"
    case diagnosticReport = "DiagnosticReport"
    case medicationRequest = "MedicationRequest"
    case medicationAdministration = "MedicationAdministration"
    case medicationStatement = "MedicationStatement"
    case medicationDispense = "MedicationDispense"
    case medication = "Medication"
    case appointment = "Appointment"
    case specimen = "Specimen"
    case bodyStructure = "BodyStructure"
    case serviceRequest = "ServiceRequest"
    case encounter = "Encounter"

    /// The number by which facts and places name the type.
    var number: UInt8 { UInt8(ResourceType.allCases.firstIndex(of: self) ?? 0) }

    /// The names of all types, by number.
    static let names = allCases.map(\.rawValue)
}
