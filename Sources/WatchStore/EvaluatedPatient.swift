import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance

/// A patient who is to be stored, with the plan that was made.
public struct EvaluatedPatient: Sendable {
    /// The person.
    public let patient: Patient
    /// How many rows of the patient are set aside, those that staff have answered for left out.
    public let rejectedRows: Int32
    /// The history, encoded by the store that it goes to.
    public let history: EncodedHistory
    /// The plan.
    public let plan: PatientPlan
    /// The next day on which the plan, or what holds its items back, may be another.
    public let nextChange: CivilDate?
    /// The name under which logs speak of the patient.
    public let pseudonym: String

    /// A patient with these parts.
    public init(
        _ record: PatientRecord, history: EncodedHistory, plan: WorkedPlan, nextChange: CivilDate?, pseudonym: String
    ) {
        patient = record.patient
        rejectedRows = plan.plan.assessment.facts.rejectedRows
        self.history = history
        self.plan = plan.plan
        self.nextChange = nextChange
        self.pseudonym = pseudonym
    }
}
