import CivilCalendar
import ClinicalModel

/// Works out which single rows, recorded on the day of the plan, would change it.
struct HypothesisFinder {
    let record: PatientRecord
    let plan: PatientPlan
    let agents: AgentNames

    private var assessment: Assessment { plan.assessment }
    private var facts: Facts { assessment.facts }

    /// The hypotheses that change something, in a fixed order.
    var found: [Hypothesis] {
        var seen: Set<EventContent> = []
        return candidates.filter { seen.insert($0).inserted }.compactMap { content in
            let event = Event(date: PartialDate(facts.asOf), content: content, row: 0)
            let changed = PatientPlan(
                for: PatientRecord(
                    patient: record.patient, events: record.events + [event], rejectedRows: record.rejectedRows),
                rules: assessment.rules, asOf: facts.asOf)
            let changes = PlanDifference.lines(from: plan, to: changed)
            let words = FactReference.words(of: content, agents: agents)
            return changes.isEmpty ? nil : Hypothesis(words: words, changes: changes)
        }
    }

    private var candidates: [EventContent] {
        switch plan.phase {
        case .deceased: return []
        case .suspended: return [.status(.resumed)] + plan.items.flatMap { candidates(for: $0) }
        case .notCovered: return [.her2(.positive)] + plan.items.flatMap { candidates(for: $0) }
        case .needsData: return missingFacts + plan.items.flatMap { candidates(for: $0) }
        case .leptomeningeal, .postOperative, .equivocal, .undecided, .afterLocalTherapy, .longTerm,
            .systemicTherapyAlone, .observation, .metastaticScreening, .suspectedMetastasis, .earlyDisease:
            let owed = plan.items.flatMap { candidates(for: $0) }
            return owed + [brainScan(.newLesions), .symptom(.seizure, .onset)]
        }
    }

    private var missingFacts: [EventContent] {
        [.her2(.positive), .her2(.negative), .diagnosis(.early), .diagnosis(.metastatic)]
    }

    private func brainScan(_ result: BrainImagingResult) -> EventContent {
        .brainImaging(facts.isMRIContraindicated ? .ct : .mri, result, .unrecorded)
    }

    private func uneventful(_ owed: OwedItem) -> [EventContent] { plan.uneventfulResult(of: owed).map { [$0] } ?? [] }

    private func candidates(for owed: OwedItem) -> [EventContent] {
        switch owed.item {
        case .brainMRI:
            let resolved = facts.symptoms.unresolved.map { EventContent.symptom($0.symptom, .resolved) }
            return uneventful(owed) + resolved
        case .spineMRI:
            return uneventful(owed) + facts.symptoms.unresolved.map { .symptom($0.symptom, .resolved) }
        case .treatmentDecision:
            return [.radiotherapy(.srs), .decision(.observe), .decision(.systemic), .decision(.mdt)]
        case .trialEvaluation: return [.decision(.trialEvaluated)]
        case .biopsy:
            return facts.sites.suspicions.filter { $0.site != .brain }.flatMap { suspicion -> [EventContent] in
                [
                    .biopsy(.negative, .named(suspicion.site)),
                    .metastasis(.confirmed, suspicion.site, .unrecorded),
                    .metastasis(.excluded, suspicion.site, .unrecorded),
                ]
            }
        case .csf: return [.csf(.negative), .csf(.positive), .leptomeningeal(.excluded)]
        case .visit, .mammogram, .cardiacFunction: return uneventful(owed)
        case .reOffer: return [.status(.resumed)]
        case .dataCorrection: return facts.biomarkers.isHER2Undetermined ? missingFacts : []
        }
    }
}
