import CivilCalendar
import ClinicalModel

/// Why a rule asks for an item: the rule with its source, the rows it reckons from, and the arithmetic.
public struct ProposalExplanation: Hashable, Sendable {
    /// The rule.
    public let rule: RuleID
    /// How quickly it is owed.
    public let urgency: Urgency
    /// Where the figures come from.
    public let source: String
    /// How well the figures are founded.
    public let grade: Grade
    /// The row it is reckoned from; nil where it is reckoned from the day of the evaluation.
    public let anchor: FactReference?
    /// The row that the anchor follows, such as the local therapy before the latest scan.
    public let following: FactReference?
    /// The clinician's own interval that replaced the rule's.
    public let ownInterval: FactReference?
    /// How each date was computed, a line each.
    public let arithmetic: [String]

    init(_ proposal: Proposal, rules: SurveillanceProtocol, reference: (Occurrence) -> FactReference) {
        let rule = rules[proposal.rule]
        self.rule = rule.id
        urgency = rule.urgency
        source = rule.source
        grade = rule.grade
        following = proposal.following.map(reference)
        switch proposal.anchor {
        case .row(let row): anchor = reference(row)
        case .asOf: anchor = nil
        }
        switch proposal.basis {
        case .override(let row): ownInterval = reference(row)
        case .due, .repeat: ownInterval = nil
        }
        arithmetic = ProposalExplanation.arithmetic(proposal, rule, following)
    }

    private static func arithmetic(_ proposal: Proposal, _ rule: Rule, _ following: FactReference?) -> [String] {
        let date = proposal.anchor.date
        let from: (CivilDate, String) -> String = { day, which in
            date.isExact ? "\(day)" : "\(day) (the \(which) day \(date) may mean)"
        }
        var lines = [basis(proposal, following)]
        var due = "due \(proposal.due) = \(from(date.first, "first")) + \(proposal.interval)"
        if case .notBefore(let day, _) = proposal.bound, day == proposal.due { due = "due \(proposal.due), the bound" }
        var bound: String?
        switch proposal.bound {
        case .notBefore(let day, let resection):
            bound = "not before \(day) = the brain resection of \(resection.date) + \(rule.afterResection)"
        case .notAfter(let day):
            bound = "no later than \(day), the earliest latest date of the routine rules"
            if proposal.due == day { due = "due \(proposal.due), the bound" }
        case nil: break
        }
        if let bound { lines.append(bound) }
        lines.append(due)
        let opens = proposal.due - rule.early
        lines.append(
            proposal.earliest == opens
                ? "earliest \(proposal.earliest) = due - \(rule.early)"
                : "earliest \(proposal.earliest), since due - \(rule.early) = \(opens) is before the anchor")
        let lastDue = (rule.urgency.isReckonedFromFirstDay ? date.first : date.last) + proposal.interval
        if proposal.latest == proposal.due + rule.late {
            lines.append("latest \(proposal.latest) = due + \(rule.late)")
        } else if proposal.latest == lastDue + rule.late {
            lines.append(
                "latest \(proposal.latest) = \(from(date.last, "last")) + \(proposal.interval) + \(rule.late)")
        } else {
            lines.append("latest \(proposal.latest), the bound")
        }
        return lines
    }

    private static func basis(_ proposal: Proposal, _ following: FactReference?) -> String {
        switch proposal.basis {
        case .due:
            return "interval \(proposal.interval): the rule's first interval"
        case .repeat:
            guard let following else { return "interval \(proposal.interval): the rule's repeat interval" }
            return "interval \(proposal.interval): the rule's repeat interval, reckoned since \(following.date)"
        case .override:
            return "interval \(proposal.interval): a clinician's own interval for this patient"
        }
    }
}
