import CivilCalendar
import ClinicalModel
import ControlInterface
import Surveillance

extension PatientSummary {
    /// The summary of a patient: who, where, what is owed, and the history in the order in which it is read.
    public init(
        _ explanation: Explanation, of patient: Patient, agents: AgentNames, places: EventPlaces,
        pseudonym: String? = nil,
        absentSince: String? = nil, leases: [LeaseReport], acts: [ActReport],
        questions: [QuestionReport], notices: [Notice] = []
    ) {
        let facts = explanation.plan.assessment.facts
        func entries(_ kind: String, _ events: [Event]) -> [TimelineEntry] {
            events.map { TimelineEntry(kind: kind, fact: FactReport(FactReference($0, agents: agents), places)) }
        }
        let timeline =
            entries("counted", facts.history.rows) + entries("appointment", facts.history.appointments)
            + entries("future", facts.history.futureRows)
        self.init(
            asOf: facts.asOf.description, person: PersonReport(patient), pseudonym: pseudonym,
            phase: explanation.plan.phase.rawValue, phaseMeaning: explanation.phaseMeaning,
            incomplete: explanation.plan.isIncomplete, absentSince: absentSince,
            classification: ClassificationReport(explanation.classification),
            items: explanation.plan.items.map { ItemReport($0, asOf: facts.asOf) }, leases: leases, acts: acts,
            timeline: timeline,
            remarks: explanation.remarks.map { RemarkReport($0, places) }, questions: questions, notices: notices)
    }
}
