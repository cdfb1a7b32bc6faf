import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance

/// A patient as stored: what the export holds, what staff did, and what the store knows beside it.
public struct StoredPatient: Sendable {
    /// The patient's number in the store.
    public let id: Int64
    /// What the export holds, as last read.
    public let exported: PatientRecord
    /// What staff did.
    public let workflow: Workflow
    /// Where the export's records stand.
    public let places: EventPlaces
    /// The names of the drugs of both.
    public let agents: AgentNames
    /// The name under which logs speak of the patient: 12 hexadecimal digits.
    public let pseudonym: String
    /// Since when the patient is missing from the export; nil where the patient is in it.
    public let absentSince: CivilDate?

    /// The person.
    public var patient: Patient { exported.patient }

    /// What every plan is made from: the export's record with the recorded events beside it.
    public var merged: MergedRecord { MergedRecord(exported, workflow) }

    /// What the patient is owed on a day.
    public func plan(_ rules: SurveillanceProtocol, asOf day: CivilDate) -> WorkedPlan {
        WorkedPlan(for: exported, workflow, rules: rules, asOf: day)
    }
}
