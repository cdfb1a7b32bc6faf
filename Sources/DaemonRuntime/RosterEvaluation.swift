import Alerting
import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance
import WatchStore

/// Works out what patients of a roster are owed, on any thread.
struct RosterEvaluation: Sendable {
    /// A patient, evaluated.
    struct Evaluated: Sendable {
        let index: Int
        let patient: EvaluatedPatient
        let mark: PatientMark
        let items: [WatchedItem]
        let subject: Subject
    }

    let roster: Roster
    let contents: EncodedContents
    let marker: PatientMarker
    let rules: SurveillanceProtocol
    let today: CivilDate
    let pseudonyms: Pseudonyms
    let routing: Routing
    /// The patients for whom staff did something, by their places in the roster: what the export leaves open of them is part of
    /// their records.
    let worked: [Int: (record: PatientRecord, workflow: Workflow)]

    /// The patient at a place of the roster.
    func evaluated(at index: Int) -> Evaluated {
        let (record, workflow) = worked[index] ?? (roster.record(at: index), .none)
        let plan = WorkedPlan(for: record, workflow, rules: rules, asOf: today)
        let items = WatchedItem.items(of: plan)
        let person = record.patient
        let subject = Subject(
            pseudonym: pseudonyms.pseudonym(of: person.mrn), clinic: person.clinic, clinician: person.clinician)
        return Evaluated(
            index: index,
            patient: EvaluatedPatient(
                record, history: contents.history(at: index), plan: plan,
                nextChange: routing.nextChange(plan, items, of: subject), pseudonym: subject.pseudonym),
            mark: marker.mark(at: index), items: items, subject: subject)
    }
}

extension Routing {
    /// The first later day on which a patient's plan, what holds items back, or who is to be told may be another.
    func nextChange(_ worked: WorkedPlan, _ items: [WatchedItem], of subject: Subject) -> CivilDate? {
        [worked.nextChange, nextDay(for: items, of: subject, after: worked.day)].compactMap(\.self).min()
    }
}
