import CivilCalendar
import ClinicalModel

/// The facts of a patient, the phase they make, and the protocol: what every rule is asked against.
public struct Assessment: Sendable {
    /// The facts.
    public let facts: Facts
    /// The protocol.
    public let rules: SurveillanceProtocol
    /// The phase.
    public let phase: Phase
    /// Why it is this phase.
    public let evidence: PhaseFinder.Evidence

    /// The assessment of facts under a protocol.
    public init(facts: Facts, rules: SurveillanceProtocol) {
        self.facts = facts
        self.rules = rules
        (phase, evidence) = PhaseFinder(facts: facts, rules: rules).phase
    }

    /// The outcomes of all rules, item by item, in the order of the rules.
    public var outcomes: [(item: Item, rule: RuleID, outcome: Outcome)] {
        var patient = PatientView(self)
        return Item.allCases.flatMap { item in
            RuleDefinition.all.filter { $0.items.contains(item) }.map { rule in
                (item, rule.id, patient.outcome(of: rule, for: item))
            }
        }
    }

    /// The open symptoms that call for a work-up: not resolved, and not answered by a scan.
    public func openSymptoms(_ workUp: Symptom.WorkUp) -> [SymptomFacts.Unresolved] {
        facts.symptoms.unresolved.filter { unresolved in
            guard unresolved.symptom.workUp == workUp else { return false }
            return switch workUp {
            case .brainEmergency, .brainUrgent: !facts.scans.isAnsweredByBrainScan(unresolved.onset.date)
            case .cordEmergency: !facts.scans.isAnsweredBySpineScan(unresolved.onset.date)
            }
        }
    }

    /// The clinician's own repeat interval that holds for an item.
    ///
    /// For brain and spine imaging it is void once a finding, a local therapy, the LM date, a stop of a CNS-active drug or
    /// an equivocal adequate scan may be later than the row: a sicker patient never keeps a healthier interval.
    func ownInterval(for item: Item) -> (row: Occurrence, interval: Interval)? {
        guard let latest = facts.intervals.last(where: { $0.item == item }), let interval = latest.interval
        else { return nil }
        if item.isImaging, isVoided(latest.row.date.first) { return nil }
        return (latest.row, interval)
    }

    private func isVoided(_ first: CivilDate) -> Bool {
        func isLater(_ row: Occurrence) -> Bool { row.date.last > first }
        return facts.findings.contains { isLater($0.row) } || facts.therapy.local.contains(where: isLater)
            || facts.lmDate.map(isLater) ?? false
            || facts.therapy.cnsActiveStopRows.contains(where: isLater)
            || facts.scans.adequateBrain.contains { $0.result == .equivocal && isLater($0.row) }
    }
}

/// A patient as a rule looks at her: her facts as members, the phase, the item that is asked about, and the rule's numbers.
///
/// A plan asks dozens of rules. It turns one view from rule to rule, since a copy for each takes longer than the rules do.
struct PatientView: ~Copyable {
    let assessment: Assessment
    /// The item that is asked about.
    private(set) var item = Item.brainMRI
    private var place = 0

    init(_ assessment: Assessment) { self.assessment = assessment }

    /// The phase.
    var phase: Phase { assessment.phase }
    /// The protocol.
    var rules: SurveillanceProtocol { assessment.rules }
    /// A scan answers from the reference date plus this on.
    var answeredFrom: Interval { rules[place].answeredFrom }
    /// Not due before the last brain resection plus this.
    var afterResection: Interval { rules[place].afterResection }
    /// How many results in a row make the condition.
    var consecutive: Int { rules[place].consecutive }

    /// What a rule says of the patient for an item.
    mutating func outcome(of rule: RuleDefinition, for item: Item) -> Outcome {
        guard rules[rule.place].isEnabled else { return .notOwed(.disabled) }
        guard rule.phases.contains(phase) else { return .notOwed(rule.reason(in: phase)) }
        return answer(of: rule, for: item)
    }

    /// What a rule asks for, if it is one of those that apply in the phase.
    mutating func proposal(of rule: RuleDefinition, for item: Item) -> Proposal? {
        rules[rule.place].isEnabled ? answer(of: rule, for: item).proposal : nil
    }

    private mutating func answer(of rule: RuleDefinition, for item: Item) -> Outcome {
        (self.item, place) = (item, rule.place)
        switch rule.says(self) {
        case .notOwed(let reason):
            return .notOwed(reason)
        case .due(let row, let following, let bound):
            let numbers = rules[place]
            return .owed(
                Proposal(
                    rule: numbers, anchor: .row(row), following: following, interval: numbers.due, bound: bound))
        case .dueToday:
            let numbers = rules[place]
            return .owed(Proposal(rule: numbers, anchor: .asOf(assessment.facts.asOf), interval: numbers.due))
        case .repeated(let row, let reference):
            let numbers = rules[place]
            let first = row.date.first
            guard let standard = numbers.repeatInterval(for: first, since: reference?.date.first ?? first)
            else { return .notOwed(.absent(.qualifyingScan)) }
            let own = assessment.ownInterval(for: item)
            return .owed(
                Proposal(
                    rule: numbers, anchor: .row(row), following: reference, interval: own?.interval ?? standard,
                    basis: own.map { .override($0.row) } ?? .repeat(since: reference)))
        }
    }
}
