import CivilCalendar
import ClinicalModel

/// Everything that a plan for one patient rests on: what `explain` renders.
public struct Explanation: Sendable {

    /// The plan.
    public let plan: PatientPlan
    /// Why it is this phase, in words.
    public let phaseMeaning: String
    /// The row that decides the phase, where one does.
    public let phaseFact: FactReference?
    /// The owed items, in the order of the plan.
    public let items: [ItemExplanation]
    /// The rules that ask for nothing, in order.
    public let notOwed: [NotOwedExplanation]
    /// What would change the plan if it were recorded on its day.
    public let hypotheses: [Hypothesis]
    /// The partial dates on which the plan depends.
    public let vagueDates: [VagueDate]
    /// What is odd in the record.
    public let remarks: [Remark]
    /// The classification of the disease.
    public let classification: Classification

    /// The explanation of a patient's plan on a day under a protocol; `agents` names the drugs of the record.
    public init(of record: PatientRecord, rules: SurveillanceProtocol, asOf: CivilDate, agents: AgentNames) {
        let plan = PatientPlan(for: record, rules: rules, asOf: asOf)
        let assessment = plan.assessment
        let history = assessment.facts.history
        func reference(_ row: Occurrence) -> FactReference { FactReference(history[row], agents: agents) }
        self.plan = plan
        phaseMeaning = assessment.evidence.meaning
        phaseFact = assessment.evidence.row.map(reference)
        items = plan.items.map { owed in
            let others = owed.proposals.filter { $0.rule != owed.rule }
            return ItemExplanation(
                owed,
                proposals: ([owed.leading] + others).map {
                    ProposalExplanation($0, rules: rules, reference: reference)
                })
        }
        notOwed = Item.allCases.flatMap { item in
            assessment.outcomes(for: item).compactMap { rule, outcome -> NotOwedExplanation? in
                guard case .notOwed(let reason) = outcome else { return nil }
                return NotOwedExplanation(
                    item: item, rule: rule, reason, phase: assessment.phase, reference: reference)
            }
        }
        hypotheses = HypothesisFinder(record: record, plan: plan, agents: agents).found
        vagueDates = VagueDateFinder(record: record, plan: plan, agents: agents).found
        remarks = plan.remarks(agents: agents)
        classification = Classification(assessment)
    }
}
