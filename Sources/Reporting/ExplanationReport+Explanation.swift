import CivilCalendar
import ClinicalModel
import ControlInterface
import Surveillance

extension ExplanationReport {
    /// The report of an explanation; with an item, of that item alone. `hold` says what holds an item back, if anything does.
    public init(
        _ explanation: Explanation, of patient: Patient, protocol reference: ProtocolReference, item: Item? = nil,
        places: EventPlaces, leases: [LeaseReport], told: [ToldReport], sent: [SentReport],
        questions: [QuestionReport], notices: [Notice] = [],
        hold: (OwedItem) -> String?
    ) {
        let asOf = explanation.plan.assessment.facts.asOf
        let items = explanation.items.filter { item == nil || $0.owed.item == item }
        let notOwed = explanation.notOwed.filter { item == nil || $0.item == item }
        self.init(
            asOf: asOf.description, protocol: reference, person: PersonReport(patient),
            phase: explanation.plan.phase.rawValue, phaseMeaning: explanation.phaseMeaning,
            phaseFact: explanation.phaseFact.map { FactReport($0, places) }, incomplete: explanation.plan.isIncomplete,
            items: items.map { ItemExplanationReport($0, asOf: asOf, places, hold: hold($0.owed)) },
            notOwed: notOwed.map { NotOwedReport($0, places) },
            hypotheses: explanation.hypotheses.map { HypothesisReport(words: $0.words, changes: $0.changes) },
            vagueDates: explanation.vagueDates.map {
                VagueDateReport(fact: FactReport($0.fact, places), ifFirst: $0.ifFirst, ifLast: $0.ifLast)
            },
            remarks: explanation.remarks.map { RemarkReport($0, places) },
            classification: ClassificationReport(explanation.classification), leases: leases, told: told,
            sent: sent, questions: questions, notices: notices)
    }
}

extension ItemExplanationReport {
    init(_ explanation: ItemExplanation, asOf: CivilDate, _ places: EventPlaces, hold: String?) {
        self.init(
            item: ItemReport(explanation.owed, asOf: asOf), merging: explanation.merging,
            proposals: explanation.proposals.map { ProposalReport($0, places) }, hold: hold)
    }
}

extension ProposalReport {
    init(_ proposal: ProposalExplanation, _ places: EventPlaces) {
        self.init(
            rule: proposal.rule.rawValue, urgency: proposal.urgency.rawValue, source: proposal.source,
            grade: proposal.grade.rawValue, anchor: proposal.anchor.map { FactReport($0, places) },
            following: proposal.following.map { FactReport($0, places) },
            ownInterval: proposal.ownInterval.map { FactReport($0, places) }, arithmetic: proposal.arithmetic)
    }
}

extension NotOwedReport {
    init(_ explanation: NotOwedExplanation, _ places: EventPlaces) {
        self.init(
            item: explanation.item.rawValue, rule: explanation.rule.rawValue, reason: explanation.reason,
            near: explanation.isNear, answered: explanation.answered.map { FactReport($0, places) },
            answeredBy: explanation.answeredBy.map { FactReport($0, places) })
    }
}
