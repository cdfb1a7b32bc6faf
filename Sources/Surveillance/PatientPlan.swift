import CivilCalendar
import ClinicalModel

/// What one patient is owed on a day: a pure function of events, protocol and day.
public struct PatientPlan: Sendable {
    /// What the plan rests on; it keeps the reason of every decision.
    public let assessment: Assessment
    /// The owed items, by due date, then by name.
    public let items: [OwedItem]

    /// The plan for a patient on a day under the protocols in force.
    public init(for record: PatientRecord, _ protocols: ProtocolSet, asOf: CivilDate) {
        self.init(Assessment(of: record, protocols, asOf: asOf))
    }

    /// The plan that an assessment makes.
    public init(_ assessment: Assessment) {
        self.assessment = assessment
        var items: [OwedItem] = []
        var patient = PatientView(assessment)
        var proposals: [Proposal] = []
        let asked = RuleDefinition.asked(in: assessment.phase)
        for place in asked.indices {
            if let proposal = asked[place].proposal(of: &patient) { proposals.append(proposal) }
            let item = asked[place].item
            guard !proposals.isEmpty, place + 1 == asked.count || asked[place + 1].item != item else { continue }
            if let owed = OwedItem(item, proposals: proposals, assessment: assessment) { items.append(owed) }
            proposals = []
        }
        items.sort { ($0.due, $0.followUp.item.rawValue) < ($1.due, $1.followUp.item.rawValue) }
        self.items = items
    }

    /// The patient's phase.
    public var phase: Phase { assessment.phase }
    /// Whether rows of the patient were set aside, so that the plan rests on part of the record only.
    public var isIncomplete: Bool { assessment.facts.rejectedRows > 0 }
    /// Which risk factors hold.
    public var risk: RiskFactors { RiskFactors(assessment) }

    /// The first later day on which the plan may differ although no row changes; nil where none will.
    ///
    /// Dates of items, ends of phases, appointments that pass, rows whose dates have not come: the service sleeps until then.
    public var nextChange: CivilDate? {
        let facts = assessment.facts
        let today = facts.asOf
        var days = facts.history.futureRows.map(\.date.first)
        for item in items {
            days += [item.earliest, item.due, item.latest + .days(1)]
            if item.isDueEveryDay { days.append(today + .days(1)) }
        }
        for appointment in facts.history.appointments {
            days += [appointment.date.first + .days(1)]
        }
        if let therapy = facts.L {
            let bounds = assessment.rules.phases
            days += [
                therapy.date.first + bounds.longTermFrom, therapy.date.first + bounds.postOperativeFor + .days(1),
                therapy.date.first + assessment.rules[.firstAfterLocalTherapy].due,
                therapy.date.first + assessment.rules[.resectionWithoutRadiotherapy].until + .days(1),
            ]
        }
        for proposal in items.flatMap(\.proposals) where proposal.rule == .unexplainedSymptom {
            days += [proposal.anchor.date.first + assessment.rules[.unexplainedSymptom].until + .days(1)]
        }
        return days.filter { $0 > today }.min()
    }
}
