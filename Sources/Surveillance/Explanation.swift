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

    /// The explanation of a patient's plan on a day under the protocols in force.
    public init(of record: PatientRecord, _ protocols: ProtocolSet, asOf: CivilDate) {
        let plan = PatientPlan(for: record, protocols, asOf: asOf)
        let assessment = plan.assessment
        let history = assessment.facts.history
        func reference(_ row: Occurrence) -> FactReference { FactReference(history[row]) }
        self.plan = plan
        phaseMeaning = assessment.evidence.meaning
        phaseFact = assessment.evidence.row.map(reference)
        items = plan.items.map { owed in
            let others = owed.proposals.filter { $0.rule != owed.rule }
            return ItemExplanation(
                owed,
                proposals: ([owed.leading] + others).map {
                    ProposalExplanation($0, rules: assessment.rules, reference: reference)
                })
        }
        notOwed = assessment.outcomes.compactMap { item, rule, outcome in
            guard case .notOwed(let reason) = outcome else { return nil }
            return NotOwedExplanation(item: item, rule: rule, reason, phase: assessment.phase, reference: reference)
        }
        hypotheses = HypothesisFinder(record: record, plan: plan).found
        vagueDates = VagueDateFinder(record: record, plan: plan).found
        remarks = plan.remarks
        classification = Classification(assessment)
    }
}

/// Why an item is owed when it is.
public struct ItemExplanation: Hashable, Sendable {
    /// The item with its dates.
    public let owed: OwedItem
    /// The proposals behind it, the leading one first.
    public let proposals: [ProposalExplanation]
    /// How the dates of several proposals were put together; nil where there is one.
    public let merging: String?

    init(_ owed: OwedItem, proposals: [ProposalExplanation]) {
        self.owed = owed
        self.proposals = proposals
        merging =
            proposals.count == 1
            ? nil
            : "\(owed.rule.rawValue) leads as the most urgent (then the earliest due); "
                + "each date is the earliest that any of the \(proposals.count) rules gives"
    }
}

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

/// Why a rule asks for nothing: the nearest condition that fails, in words.
public struct NotOwedExplanation: Hashable, Sendable {
    /// The item the rule would ask for.
    public let item: Item
    /// The rule.
    public let rule: RuleID
    /// Why it asks for nothing.
    public let reason: String
    /// The row that was answered, where one was.
    public let answered: FactReference?
    /// The row that answered it, where one did.
    public let answeredBy: FactReference?
    /// Whether the rule is about this patient's phase at all, so that it is worth reading.
    public let isNear: Bool

    init(item: Item, rule: RuleID, _ notOwed: NotOwed, phase: Phase, reference: (Occurrence) -> FactReference) {
        self.item = item
        self.rule = rule
        switch notOwed {
        case .disabled:
            (reason, answered, answeredBy, isNear) = ("the protocol turns this rule off", nil, nil, false)
        case .otherPhase:
            let reason = "the rule is for another phase than \(phase.rawValue)"
            (self.reason, answered, answeredBy, isNear) = (reason, nil, nil, false)
        case .routineOff:
            let reason = "in the phase \(phase.rawValue) this is not owed"
            (self.reason, answered, answeredBy, isNear) = (reason, nil, nil, false)
        case .absent(let fact):
            (reason, answered, answeredBy, isNear) = ("it needs \(fact.rawValue)", nil, nil, false)
        case .answered(let row, let by):
            (reason, answered, answeredBy, isNear) = ("it is answered", reference(row), reference(by), true)
        case .replaced(let other):
            (reason, answered, answeredBy, isNear) = ("\(other.rawValue) takes its place", nil, nil, true)
        }
    }
}

/// A row that a decision rests on, as a person would look it up.
public struct FactReference: Hashable, Sendable {
    /// Where it stands.
    public let source: Event.Source
    /// The date, as recorded.
    public let date: PartialDate
    /// What the row says, in the words of the roster.
    public let words: String

    /// The reference to an event.
    public init(_ event: Event) {
        source = event.source
        date = event.date
        words = FactReference.words(of: event.content)
    }

    static func words(of content: EventContent) -> String {
        let (detail, result) = content.words
        var words = [content.eventName, detail, result].filter { !$0.isEmpty }
        switch content {
        case .metastasis(_, let site, let lesions):
            words.append(site.rawValue)
            words += remarks(lesions)
        case .brainImaging(_, _, let lesions): words += remarks(lesions)
        case .biopsy(_, .named(let site)): words.append(site.rawValue)
        case .performance(_, let thousandths): words.append("\(ThousandthsText(Int(thousandths)))")
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .visit, .biopsy, .decision, .contraindication, .interval, .appointment, .status:
            break
        }
        return words.joined(separator: " ")
    }

    private static func remarks(_ lesions: LesionDescription) -> [String] {
        var remarks: [String] = []
        if let count = lesions.count { remarks.append(Pluralised(Int(count), "lesion").description) }
        if let size = lesions.sizeInMicrometres { remarks.append("\(ThousandthsText(size)) mm") }
        if let site = lesions.criticalSite { remarks.append(site.rawValue) }
        return remarks.isEmpty ? [] : ["(" + remarks.joined(separator: ", ") + ")"]
    }
}
