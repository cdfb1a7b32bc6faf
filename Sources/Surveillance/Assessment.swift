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

    var phaseFinder: PhaseFinder { PhaseFinder(facts: facts, rules: rules) }

    /// What a rule says of the patient for an item.
    public func outcome(of rule: RuleID, for item: Item) -> Outcome {
        guard rules.isEnabled(rule) else { return .notOwed(.disabled) }
        switch phase {
        case .deceased:
            return .notOwed(.routineOff)
        case .suspended, .notCovered:
            guard rule.appliesWhenRoutineIsOff else { return .notOwed(.routineOff) }
        case .needsData, .leptomeningeal, .postOperative, .equivocal, .undecided, .afterLocalTherapy, .longTerm,
            .systemicTherapyAlone, .observation, .metastaticScreening, .suspectedMetastasis, .earlyDisease:
            break
        }
        return enabledOutcome(of: rule, for: item)
    }

    /// The outcomes of all rules of an item, in the order of the rules.
    public func outcomes(for item: Item) -> [(rule: RuleID, outcome: Outcome)] {
        RuleID.rules(for: item).map { ($0, outcome(of: $0, for: item)) }
    }

    private func enabledOutcome(of rule: RuleID, for item: Item) -> Outcome {
        switch rule {
        case .postOperative: postOperative
        case .equivocalFinding: equivocalFinding
        case .firstAfterLocalTherapy: firstAfterLocalTherapy
        case .afterLocalTherapy: repeatAfterLocalTherapy(rule)
        case .longTerm: repeatAfterLocalTherapy(rule)
        case .systemicTherapyAlone: systemicTherapyAlone
        case .undecided: repeatAfterFinding(rule, in: .undecided)
        case .observation: repeatAfterFinding(rule, in: .observation)
        case .leptomeningealBaseline: leptomeningealBaseline(item)
        case .leptomeningeal: leptomeningealRepeat(item)
        case .metastaticBaseline: metastaticBaseline
        case .metastaticScreening: metastaticScreening
        case .metastaticScreeningHighRisk: metastaticScreeningHighRisk
        case .systemicProgression: systemicProgression
        case .suspectedMetastasis: suspectedMetastasis
        case .neuroEmergency: symptom(.brainEmergency, rule)
        case .neuroSymptom: symptom(.brainUrgent, rule)
        case .lesionOnCT: lesionOnCT
        case .findingWithoutScan: findingWithoutScan
        case .suspectedLeptomeningeal: suspectedLeptomeningeal(item)
        case .suspectedBrainMetastasis: suspectedBrainMetastasis
        case .repeatNonDiagnostic: repeatNonDiagnostic
        case .cordSymptom: symptom(.cordEmergency, rule)
        case .untreatedFinding: untreatedFinding
        case .untreatedCriticalFinding: untreatedCriticalFinding
        case .untreatedLeptomeningeal: untreatedLeptomeningeal
        case .drugStopped: drugStopped
        case .stillEquivocal: stillEquivocal
        case .trialEvaluation: trialEvaluation
        case .biopsy: biopsy
        case .firstLumbarPuncture: firstLumbarPuncture
        case .repeatLumbarPuncture: repeatLumbarPuncture
        case .intrathecalTherapy: intrathecalTherapy
        case .visit: visit
        case .mammogram: mammogram
        case .cardiacFunction: cardiacFunction
        case .reOffer: reOffer
        case .dataCorrection: dataCorrection
        }
    }

    /// A proposal of a rule's `due`, reckoned from a row.
    func due(_ rule: RuleID, from row: Occurrence, following: Occurrence? = nil, bound: Proposal.Bound? = nil)
        -> Outcome
    {
        let numbers = rules[rule]
        return .owed(
            Proposal(
                rule: numbers, anchor: .row(row), following: following, interval: numbers.due, basis: .due,
                bound: bound))
    }

    /// A proposal of a rule's `repeat`, reckoned from a row; the step is chosen by how long the row is after a reference.
    /// A clinician's own interval for the item takes its place.
    func repeated(_ rule: RuleID, _ item: Item, from row: Occurrence, since reference: Occurrence?) -> Outcome {
        let numbers = rules[rule]
        let first = row.date.first
        guard let standard = numbers.repeatInterval(for: first, since: reference?.date.first ?? first)
        else { return .notOwed(.absent(.qualifyingScan)) }
        if let own = ownInterval(for: item) {
            return .owed(
                Proposal(
                    rule: numbers, anchor: .row(row), following: reference, interval: own.interval,
                    basis: .override(own.row)))
        }
        return .owed(
            Proposal(
                rule: numbers, anchor: .row(row), following: reference, interval: standard,
                basis: .repeat(since: reference)))
    }

    /// The clinician's own repeat interval that holds for an item.
    ///
    /// For brain and spine imaging it is void once a finding, a local therapy, the LM date, a stop of a CNS-active drug or
    /// an equivocal adequate scan may be later than the row: a sicker patient never keeps a healthier interval.
    func ownInterval(for item: Item) -> (row: Occurrence, interval: Interval)? {
        guard let latest = facts.intervals[item], let interval = latest.interval else { return nil }
        if item.isImaging, isVoided(latest.row.date.first) { return nil }
        return (latest.row, interval)
    }

    private func isVoided(_ first: CivilDate) -> Bool {
        func isLater(_ row: Occurrence) -> Bool { row.date.last > first }
        return facts.findings.all.contains { isLater($0.row) } || facts.therapy.local.contains(where: isLater)
            || facts.leptomeningeal.established.map(isLater) ?? false
            || facts.therapy.cnsActiveStopRows.contains(where: isLater)
            || facts.scans.adequateBrain.contains { $0.result == .equivocal && isLater($0.row) }
    }
}
