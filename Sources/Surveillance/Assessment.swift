import CivilCalendar
import ClinicalModel

/// The facts of a patient, the protocol that covers her, and the phase they make: what every rule is asked against.
public struct Assessment: Sendable {
    /// The facts.
    public let facts: Facts
    /// The protocols in force.
    public let protocols: ProtocolSet
    private let entry: ProtocolSet.Entry
    /// Whether a protocol in force covers the patient. Where none does, the first speaks for her.
    public let isCovered: Bool
    /// The phase.
    public let phase: Phase
    /// Why it is this phase.
    public let evidence: PhaseFinder.Evidence

    /// The assessment of a record on a day under the first protocol that covers the patient.
    public init(of record: PatientRecord, _ protocols: ProtocolSet, asOf: CivilDate) {
        let facts = Facts(of: record, agents: protocols.entries[0].rules.agents, asOf: asOf)
        let covering = protocols.place(covering: facts)
        isCovered = covering != nil
        self.protocols = protocols
        entry = protocols.entries[covering ?? 0]
        // Which protocol covers a patient depends on no drug, so the facts may be read again with its own lists.
        self.facts = (covering ?? 0) == 0 ? facts : facts.reading(entry.rules.agents)
        (phase, evidence) = PhaseFinder(facts: self.facts, entry: entry, isCovered: isCovered).phase
    }

    /// Finds the phase, or what one of its conditions rests on.
    var phaseFinder: PhaseFinder { PhaseFinder(facts: facts, entry: entry, isCovered: isCovered) }

    /// The protocol.
    public var rules: SurveillanceProtocol {
        _read { yield entry.rules }
    }

    /// The id of the protocol by which the patient is planned; empty where none covers her and no CNS disease is known.
    public var protocolID: String { isCovered || facts.hasCNSDisease ? rules.id : "" }

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
    public func openSymptoms(_ workUp: WorkUp) -> [SymptomFacts.Unresolved] {
        facts.symptoms.unresolved.filter { unresolved in
            guard rules.symptoms.workUp(of: unresolved.symptom) == workUp else { return false }
            return switch workUp {
            case .brainEmergency, .brainUrgent: !facts.scans.isAnsweredByBrainScan(unresolved.onset.date)
            case .cordEmergency: !facts.scans.isAnsweredBySpineScan(unresolved.onset.date)
            }
        }
    }

    /// Whether imaging and a neurosurgeon come before a lumbar puncture: a symptom of herniation is open, or Q is untreated
    /// and an untreated finding is large or critical.
    var isHerniationRisk: Bool {
        facts.symptoms.unresolved.contains {
            rules.symptoms.herniation.contains($0.symptom) && !facts.scans.isAnsweredByBrainScan($0.onset.date)
        } || untreatedFindings.contains(where: isLargeOrCritical)
    }

    /// Whether the latest performance status is poor: a KPS of 50 or less, or an ECOG of 3 or more.
    var isBenefitDoubtful: Bool {
        (facts.performance[.kps].map { $0.thousandths <= 50_000 } ?? false)
            || (facts.performance[.ecog].map { $0.thousandths >= 3_000 } ?? false)
    }

    /// The untreated findings, provided that Q is untreated.
    var untreatedFindings: [Finding] {
        guard let latest = facts.Q, facts.isUntreated(latest) else { return [] }
        return facts.findings.filter(facts.isUntreated)
    }

    /// Whether a finding is larger than the protocol's limit, or in the cerebellum or the brainstem.
    func isLargeOrCritical(_ finding: Finding) -> Bool {
        finding.lesions.isLarger(thanMillimetres: rules.classification.largeAboveMillimetres)
            || finding.lesions.criticalSite != nil
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
    var rules: SurveillanceProtocol {
        _read { yield assessment.rules }
    }
    /// A scan answers from the reference date plus this on.
    var answeredFrom: Interval { rules[place].answeredFrom }
    /// Not due before the last brain resection plus this.
    var afterResection: Interval { rules[place].afterResection }
    /// How many results in a row make the condition.
    var consecutive: Int { rules[place].consecutive }
    /// How far before its reference date the rule looks for its condition.
    var lookBack: Interval { rules[place].lookBack }
    /// How long after its anchor the condition, or the urgency, lasts.
    var until: Interval { rules[place].until }

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
        case .due(let row, let following, let bound, let isHurried):
            let numbers = rules[place]
            return .owed(
                Proposal(
                    rule: numbers, anchor: .row(row), following: following, interval: numbers.due, bound: bound,
                    isHurried: isHurried))
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

/// What a symptom calls for, by the lists of a protocol.
@frozen
public enum WorkUp: CaseIterable, Hashable, Sendable {
    /// Immediate brain imaging.
    case brainEmergency
    /// Brain imaging within days.
    case brainUrgent
    /// Immediate spine imaging.
    case cordEmergency
}

extension SurveillanceProtocol.Symptoms {
    /// What a symptom calls for.
    public func workUp(of symptom: Symptom) -> WorkUp {
        cord.contains(symptom) ? .cordEmergency : emergency.contains(symptom) ? .brainEmergency : .brainUrgent
    }
}
