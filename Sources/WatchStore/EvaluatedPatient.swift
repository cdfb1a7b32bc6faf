import CivilCalendar
import ClinicalModel
import Surveillance

/// A patient who is to be stored, with the plan that was made.
public struct EvaluatedPatient: Sendable {
    /// The record.
    public let record: PatientRecord
    /// The plan.
    public let plan: PatientPlan
    /// The name under which logs speak of the patient.
    public let pseudonym: String
    /// The place in the roster.
    public let position: Int
    /// A hash of all that the record holds.
    public let contentHash: Int64

    /// A patient with these parts.
    public init(record: PatientRecord, plan: PatientPlan, pseudonym: String, position: Int, contentHash: Int64) {
        self.record = record
        self.plan = plan
        self.pseudonym = pseudonym
        self.position = position
        self.contentHash = contentHash
    }
}
