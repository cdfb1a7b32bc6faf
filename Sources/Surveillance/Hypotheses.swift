import CivilCalendar
import ClinicalModel

/// Something that might be recorded, and what it would change: found by planning again with it, never guessed.
public struct Hypothesis: Hashable, Sendable {
    /// The row that might be added, in the words of the roster.
    public let words: String
    /// What would be different, a line each.
    public let changes: [String]
}

/// Works out which single rows, recorded on the day of the plan, would change it.
struct HypothesisFinder {
    let record: PatientRecord
    let plan: PatientPlan

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
                assessment.protocols, asOf: facts.asOf)
            let changes = PlanDifference.lines(from: plan, to: changed)
            let words = FactReference.words(of: content)
            return changes.isEmpty ? nil : Hypothesis(words: words, changes: changes)
        }
    }

    private var candidates: [EventContent] {
        switch plan.phase {
        case .deceased: return []
        case .suspended: return [.status(.resumed)] + plan.items.flatMap { candidates(for: $0) }
        case .notCovered: return receptorResults(of: Receptor.allCases) + plan.items.flatMap { candidates(for: $0) }
        case .needsData: return missingFacts + plan.items.flatMap { candidates(for: $0) }
        case .leptomeningeal, .postOperative, .equivocal, .undecided, .afterLocalTherapy, .longTerm,
            .systemicTherapyAlone, .observation, .metastaticScreening, .suspectedMetastasis, .earlyDisease:
            let owed = plan.items.flatMap { candidates(for: $0) }
            return owed + [brainScan(.newLesions), .symptom(.seizure, .onset)]
        }
    }

    private var missingFacts: [EventContent] {
        let open = assessment.rules.population.required.filter(facts.biomarkers.isUndetermined)
        let isDiagnosed = !facts.diagnoses.isEmpty || facts.sites.isRecorded
        let status: [EventContent] = facts.status.suspension == nil ? [] : [.status(.resumed)]
        return receptorResults(of: open) + (isDiagnosed ? [] : [.diagnosis(.early), .diagnosis(.metastatic)]) + status
    }

    private func receptorResults(of receptors: [Receptor]) -> [EventContent] {
        receptors.flatMap { receptor -> [EventContent] in
            switch receptor {
            case .her2: [.her2(.positive), .her2(.negative)]
            case .er: [.hormoneReceptor(.er, .positive), .hormoneReceptor(.er, .negative)]
            case .pr: [.hormoneReceptor(.pr, .positive), .hormoneReceptor(.pr, .negative)]
            }
        }
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
        case .dataCorrection: return missingFacts
        }
    }
}

/// A partial date on which the plan depends: it asks for the day.
public struct VagueDate: Hashable, Sendable {
    /// The row.
    public let fact: FactReference
    /// What would be different if it was the first day the date may mean, against the plan.
    public let ifFirst: [String]
    /// What would be different if it was the last such day (or the day of the plan, if that is earlier).
    public let ifLast: [String]
}

/// Finds the partial dates on which a plan depends, by planning again with each of them pinned to its ends.
struct VagueDateFinder {
    let record: PatientRecord
    let plan: PatientPlan

    // A record with more partial dates than this is a matter for data correction, not for an explanation.
    private static let most = 50

    var found: [VagueDate] {
        let asOf = plan.assessment.facts.asOf
        let vague = record.events.indices.filter {
            !record.events[$0].date.isExact && record.events[$0].date.first <= asOf
        }
        return vague.prefix(VagueDateFinder.most).compactMap { index in
            let event = record.events[index]
            let ifFirst = differences(pinning: index, to: event.date.first)
            let ifLast = differences(pinning: index, to: min(event.date.last, asOf))
            if ifFirst.isEmpty, ifLast.isEmpty { return nil }
            return VagueDate(fact: FactReference(event), ifFirst: ifFirst, ifLast: ifLast)
        }
    }

    private func differences(pinning index: Int, to day: CivilDate) -> [String] {
        var events = record.events
        let event = events[index]
        events[index] = Event(date: PartialDate(day), content: event.content, row: event.row)
        let pinned = PatientPlan(
            for: PatientRecord(patient: record.patient, events: events, rejectedRows: record.rejectedRows),
            plan.assessment.protocols, asOf: plan.assessment.facts.asOf)
        return PlanDifference.lines(from: plan, to: pinned)
    }
}
