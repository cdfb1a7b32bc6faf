import CivilCalendar
import ClinicalModel

/// The routine rules of brain imaging, by phase (protocol.md section 5, first table).
extension RuleDefinition {
    static let routine = [
        RuleDefinition(.postOperative, owes: .brainMRI, numbers: .due) { patient in
            guard let resection = patient.unscannedResection, patient.today <= patient.postOperativeEnd(of: resection)
            else { return .needs(.unscannedResection) }
            return .due(from: resection)
        },

        // An overlay, though it stands here.
        RuleDefinition(
            .postOperativeOverdue, owes: .brainMRI, numbers: .due, about: "the scan after the operation was missed"
        ) { patient in
            guard let resection = patient.unscannedResection, patient.today > patient.postOperativeEnd(of: resection),
                patient.today < resection.date.first + patient.rules[.firstAfterLocalTherapy].due
            else { return .needs(.missedPostOperativeScan) }
            return .due(from: resection)
        },

        RuleDefinition(.equivocalFinding, owes: .brainMRI, in: [.equivocal], numbers: .due) { patient in
            guard let a = patient.equivocalScan else { return .otherPhase }
            return .due(from: a)
        },

        RuleDefinition(
            .firstAfterLocalTherapy, owes: .brainMRI, in: [.afterLocalTherapy, .longTerm], numbers: .due, .answeredFrom
        ) { patient in
            guard let therapy = patient.L else { return .otherPhase }
            if let scan = patient.scanAfterLocalTherapy { return .answered(therapy, by: scan) }
            return .due(from: therapy)
        },

        RuleDefinition(
            .afterLocalTherapy, owes: .brainMRI, in: [.afterLocalTherapy, .longTerm], numbers: .repeat
        ) { patient in
            guard let therapy = patient.L, let a = patient.scanAfterLocalTherapy, let end = patient.B
            else { return .needs(.qualifyingScan) }
            return a.date.first < end ? .repeated(from: a, since: therapy) : .replaced(by: .longTerm)
        },

        RuleDefinition(
            .longTerm, owes: .brainMRI, in: [.afterLocalTherapy, .longTerm], numbers: .repeat
        ) { patient in
            guard let therapy = patient.L, let a = patient.scanAfterLocalTherapy, let end = patient.B
            else { return .needs(.qualifyingScan) }
            return a.date.first >= end ? .repeated(from: a, since: therapy) : .replaced(by: .afterLocalTherapy)
        },

        RuleDefinition(
            .systemicTherapyAlone, owes: .brainMRI, in: [.systemicTherapyAlone], numbers: .due, .repeat, .answeredFrom
        ) { patient in
            guard let finding = patient.Q?.row,
                let s = Occurrence.first(
                    patient.therapy.cnsActiveStarts.first(since: finding.date),
                    patient.decisions.systemic.first(since: finding.date))
            else { return .otherPhase }
            guard let a = patient.latestScan(answering: s, plus: patient.answeredFrom) else { return .due(from: s) }
            return .repeated(from: a, since: s)
        },

        RuleDefinition(.undecided, owes: .brainMRI, in: [.undecided], numbers: .repeat) { patient in
            guard let finding = patient.Q?.row else { return .otherPhase }
            return .repeated(from: patient.latestScan(answering: finding) ?? finding, since: finding)
        },

        RuleDefinition(.observation, owes: .brainMRI, in: [.observation], numbers: .repeat) { patient in
            guard let finding = patient.Q?.row else { return .otherPhase }
            return .repeated(from: patient.latestScan(answering: finding) ?? finding, since: finding)
        },

        RuleDefinition(
            .leptomeningealBaseline, owes: .brainMRI, .spineMRI, in: [.leptomeningeal], numbers: .due, .answeredFrom
        ) { patient in
            guard let established = patient.lmDate else { return .otherPhase }
            if let scan = patient.leptomeningealBaseline { return .answered(established, by: scan) }
            return .due(from: established)
        },

        RuleDefinition(
            .leptomeningeal, owes: .brainMRI, .spineMRI, in: [.leptomeningeal], numbers: .due, .repeat, .answeredFrom
        ) { patient in
            guard let established = patient.lmDate else { return .otherPhase }
            guard let a = patient.leptomeningealBaseline else { return .replaced(by: .leptomeningealBaseline) }
            let t =
                Occurrence.first(
                    patient.therapy.courseStarts.first(since: established.date),
                    patient.therapy.neuralRadiotherapy.first(since: established.date)) ?? established
            if a.date.answers(t.date, plus: patient.answeredFrom) { return .repeated(from: a, since: t) }
            return .due(from: a.date.first < t.date.first ? a : t, following: t)
        },

        RuleDefinition(
            .metastaticBaseline, owes: .brainMRI, in: [.metastaticScreening], numbers: .due, .answeredFrom
        ) { patient in
            guard let since = patient.M0 else { return .otherPhase }
            if let scan = patient.screeningScan { return .answered(since, by: scan) }
            return .due(from: since)
        },

        RuleDefinition(.metastaticScreening, owes: .brainMRI, in: [.metastaticScreening], numbers: .repeat) { patient in
            guard let a = patient.screeningScan else { return .needs(.qualifyingScan) }
            if patient.highRiskScan != nil { return .replaced(by: .metastaticScreeningHighRisk) }
            return .repeated(from: a, since: patient.M0)
        },

        RuleDefinition(
            .metastaticScreeningHighRisk, owes: .brainMRI, in: [.metastaticScreening], numbers: .repeat
        ) { patient in
            guard let a = patient.highRiskScan else { return .needs(.highRisk) }
            return .repeated(from: a, since: patient.M0)
        },

        RuleDefinition(
            .systemicProgression, owes: .brainMRI, in: [.metastaticScreening], numbers: .due, .answeredFrom
        ) { patient in
            guard let e = patient.therapy.systemicChanges.latest else { return .needs(.systemicChange) }
            if let scan = patient.latestScan(answering: e, plus: patient.answeredFrom) {
                return .answered(e, by: scan)
            }
            return .due(from: e)
        },

        RuleDefinition(.suspectedMetastasis, owes: .brainMRI, in: [.suspectedMetastasis], numbers: .due) { patient in
            patient.earliestUnanswered(patient.suspicions.map(\.row), or: .suspicion)
        },
    ]
}

/// The overlay rules of brain imaging: what is owed whatever the phase (protocol.md section 5, second table).
extension RuleDefinition {
    static let overlays = [
        RuleDefinition(.neuroEmergency, owes: .brainMRI, follows: .brainEmergency),

        RuleDefinition(.neuroSymptom, owes: .brainMRI, follows: .brainUrgent),

        RuleDefinition(.lesionOnCT, owes: .brainMRI, numbers: .due, announces: .anchor) { patient in
            guard let scan = patient.scans.latestFindingScan, scan.modality == .ct
            else { return .needs(.findingOnCT) }
            guard !patient.facts.isMRIContraindicated else { return .needs(.possibleMRI) }
            if let mri = patient.scans.latestAdequateMRI?.row, mri.date.answers(scan.row.date) {
                return .answered(scan.row, by: mri)
            }
            if let stop = patient.facts.contraindications.latestMRIStop, stop.date.first > scan.row.date.first {
                return .due(from: stop, following: scan.row)
            }
            return .due(from: scan.row)
        },

        RuleDefinition(.findingWithoutScan, owes: .brainMRI, numbers: .due, .answeredFrom, announces: .anchor) {
            patient in
            guard let finding = patient.Q, finding.basis == .confirmedSite else { return .needs(.findingBySite) }
            if let scan = patient.latestScan(answering: finding.row, plus: patient.answeredFrom) {
                return .answered(finding.row, by: scan)
            }
            return .due(from: finding.row)
        },

        RuleDefinition(
            .suspectedLeptomeningeal, owes: .brainMRI, .spineMRI, numbers: .due, .answeredFrom
        ) { patient in
            patient.earliestUnanswered(patient.leptomeningeal.suspicions, or: .leptomeningealSuspicion)
        },

        RuleDefinition(.suspectedBrainMetastasis, owes: .brainMRI, numbers: .due) { patient in
            patient.earliestUnanswered(
                patient.suspicions.filter { $0.site == .brain }.map(\.row), or: .suspicion)
        },

        RuleDefinition(.repeatNonDiagnostic, owes: .brainMRI, numbers: .due) { patient in
            guard let scan = patient.scans.brain.last, !scan.isDiagnostic else { return .needs(.nonDiagnosticScan) }
            let limit = patient.earliestRoutineLatest.flatMap { $0 >= scan.row.date.first ? $0 : nil }
            return .due(from: scan.row, bound: limit.map { .notAfter($0) })
        },
    ]
}

/// The rules of the other items (protocol.md section 6).
extension RuleDefinition {
    static let otherItems = [
        RuleDefinition(.cordSymptom, owes: .spineMRI, follows: .cordEmergency),

        RuleDefinition(.untreatedFinding, owes: .treatmentDecision, numbers: .due, announces: .untreated) { patient in
            guard let q = patient.untreatedFindings.first else { return .needs(.untreatedFinding) }
            return .due(from: q.row)
        },

        RuleDefinition(.untreatedCriticalFinding, owes: .treatmentDecision, numbers: .due, announces: .untreated) {
            patient in
            guard let c = patient.untreatedFindings.first(where: patient.assessment.isLargeOrCritical)
            else { return .needs(.criticalFinding) }
            return .due(from: c.row)
        },

        RuleDefinition(
            .untreatedSymptomaticFinding, owes: .treatmentDecision, numbers: .due, .lookBack, announces: .untreated
        ) { patient in
            guard let q = patient.untreatedFindings.first?.row else { return .needs(.untreatedFinding) }
            let from = q.date.first - patient.lookBack
            let o = patient.facts.symptoms.onsets.first { symptom in
                guard symptom.onset.date.last >= from else { return false }
                return switch patient.rules.symptoms.workUp(of: symptom.symptom) {
                case .brainEmergency: true
                case .brainUrgent: patient.facts.symptoms.unresolved.contains(symptom)
                case .cordEmergency: false
                }
            }
            guard let o = o?.onset else { return .needs(.symptomOfFinding) }
            return o.date.first > q.date.first ? .due(from: o, following: q) : .due(from: q, following: o)
        },

        RuleDefinition(.untreatedLeptomeningeal, owes: .treatmentDecision, numbers: .due, announces: .anchor) {
            patient in
            guard let established = patient.lmDate else { return .needs(.untreatedLeptomeningeal) }
            let treatment =
                patient.therapy.neuraxisRadiotherapy.first(since: established.date)
                ?? patient.therapy.cnsActiveStarts.first(since: established.date)
                ?? patient.therapy.intrathecalStarts.first(since: established.date)
                ?? patient.decisions.treatments.first(since: established.date)
            if let treatment { return .answered(established, by: treatment) }
            return .due(from: established)
        },

        RuleDefinition(.drugStopped, owes: .treatmentDecision, numbers: .due) { patient in
            guard let finding = patient.Q?.row, !patient.therapy.local.includesAny(since: finding.date),
                !patient.therapy.isOnCNSActiveDrug
            else { return .needs(.stoppedDrug) }
            let inPlay = patient.therapy.cnsActiveCourses(inPlayFor: finding).compactMap(\.stop)
            let ended = patient.decisions.systemicTreatment(since: finding).map {
                patient.therapy.stops(ending: $0, about: finding)
            }
            guard let x = (inPlay + (ended ?? [])).max(by: { $0.stands(before: $1) })
            else { return .needs(.stoppedDrug) }
            if let decision = patient.decisions.settling.first(since: x.date) { return .answered(x, by: decision) }
            return .due(from: x, following: finding)
        },

        RuleDefinition(
            .stillEquivocal, owes: .treatmentDecision, in: [.equivocal], elsewhere: .absent(.equivocalRun),
            numbers: .due, .consecutive
        ) { patient in
            let run = patient.scans.adequateBrain.reversed().prefix { $0.result == .equivocal }.map(\.row)
                .filter { scan in patient.L.map { scan.date.answers($0.date) } ?? true }
            guard Set(run.map(\.date)).count >= patient.consecutive, let last = run.first
            else { return .needs(.equivocalRun) }
            if let decision = patient.decisions.settling.first(since: last.date) {
                return .answered(last, by: decision)
            }
            return .due(from: last)
        },

        RuleDefinition(
            .resectionWithoutRadiotherapy, owes: .treatmentDecision,
            in: [.postOperative, .afterLocalTherapy, .equivocal], numbers: .due, .lookBack, .until,
            about: "radiotherapy of the cavity"
        ) { patient in
            guard patient.therapy.isLatestLocalAResection, let resection = patient.L,
                patient.today <= resection.date.first + patient.until
            else { return .needs(.resectionAlone) }
            let from = resection.date.first - patient.lookBack
            if let radiotherapy = patient.therapy.localRadiotherapy.first(where: { $0.date.last >= from }) {
                return .answered(resection, by: radiotherapy)
            }
            if let decision = patient.decisions.settling.first(since: resection.date) {
                return .answered(resection, by: decision)
            }
            return .due(from: resection)
        },

        RuleDefinition(.trialEvaluation, owes: .trialEvaluation, in: [.undecided], numbers: .due) { patient in
            guard let finding = patient.Q?.row else { return .otherPhase }
            if let evaluated = patient.decisions.trialEvaluated.first(since: finding.date) {
                return .answered(finding, by: evaluated)
            }
            return .due(from: finding)
        },

        RuleDefinition(.biopsy, owes: .biopsy, numbers: .due) { patient in
            let suspicions = patient.suspicions.filter { $0.site != .brain }
            guard let first = suspicions.first else { return .needs(.suspicion) }
            if let w = suspicions.first(where: { patient.biopsy(of: $0.site, since: $0.row.date) == nil }) {
                return .due(from: w.row)
            }
            guard let taken = patient.biopsy(of: first.site, since: first.row.date) else { return .needs(.suspicion) }
            return .answered(first.row, by: taken)
        },

        RuleDefinition(.firstLumbarPuncture, owes: .csf, numbers: .due, .afterResection) { patient in
            let suspicions = patient.leptomeningeal.suspicions
            let samples = patient.leptomeningeal.csf
            guard let first = suspicions.first else { return .needs(.leptomeningealSuspicion) }
            if let v = suspicions.first(where: { !samples.includesAny(since: $0.date) }) {
                return .due(from: v, bound: patient.notBeforeTheWoundHeals)
            }
            guard let latest = samples.latest(since: first.date) else { return .needs(.leptomeningealSuspicion) }
            return .answered(first, by: latest)
        },

        RuleDefinition(.repeatLumbarPuncture, owes: .csf, numbers: .due, .afterResection) { patient in
            let suspicions = patient.leptomeningeal.suspicions
            let samples = patient.leptomeningeal.csf
            guard let latest = suspicions.last else { return .needs(.leptomeningealSuspicion) }
            guard suspicions.allSatisfy({ samples.includesAny(since: $0.date) })
            else { return .replaced(by: .firstLumbarPuncture) }
            guard samples.count(since: latest.date) == 1, let sample = samples.latest(since: latest.date),
                !patient.leptomeningeal.isPositive(sample)
            else { return .needs(.singleSample) }
            return .due(from: sample, following: latest, bound: patient.notBeforeTheWoundHeals)
        },

        RuleDefinition(.intrathecalTherapy, owes: .csf, numbers: .due, .repeat) { patient in
            guard let t = patient.therapy.courses.last(where: { $0.agent.isIntrathecal && $0.isOngoing })?.start
            else { return .needs(.intrathecalCourse) }
            guard let c = patient.leptomeningeal.csf.latest(since: t.date) else { return .due(from: t) }
            return .repeated(from: c, since: t)
        },

        RuleDefinition(
            .unexplainedSymptom, owes: .visit, numbers: .due, .lookBack, .until, .urgencyOtherwise,
            about: "a symptom goes on that the scan did not explain"
        ) { patient in
            guard let (onset, z) = patient.unexplainedScan else { return .needs(.unexplainedSymptom) }
            return .due(from: z, following: onset, isHurried: patient.today <= z.date.first + patient.until)
        },

        RuleDefinition(
            .visit, owes: .visit, in: [.earlyDisease, .suspectedMetastasis], numbers: .due, .repeat
        ) { patient in
            guard let start = patient.therapy.breastTreatment.latest ?? patient.facts.diagnoses.first
            else { return .needs(.startOfFollowUp) }
            guard let v = patient.facts.visits.latest(since: start.date) else { return .due(from: start) }
            return .repeated(from: v, since: start)
        },

        RuleDefinition(
            .mammogram, owes: .mammogram, in: [.earlyDisease, .suspectedMetastasis], numbers: .due, .repeat
        ) { patient in
            guard !patient.therapy.isWithoutBreasts, !patient.facts.isMale || patient.therapy.hasLumpectomy
            else { return .needs(.mammogramSubject) }
            if let g = patient.scans.diagnosticMammograms.latest { return .repeated(from: g, since: nil) }
            guard let surgery = patient.therapy.breastSurgery.first else { return .needs(.mammogramSubject) }
            return .due(from: surgery)
        },

        RuleDefinition(.cardiacFunction, owes: .cardiacFunction, numbers: .due) { patient in
            guard let course = patient.therapy.courses.first(where: { $0.isTargeted && $0.isOngoing })
            else { return .needs(.targetedCourse) }
            guard let measured = patient.facts.heartMeasurements.latest(since: course.start.date)
            else { return .due(from: course.start) }
            return .due(from: measured, following: course.start)
        },

        RuleDefinition(
            .reOffer, owes: .reOffer, in: [.suspended], elsewhere: .absent(.refusal), numbers: .due
        ) { patient in
            guard let x = patient.facts.status.suspension, x.status == .declined else { return .needs(.refusal) }
            return .due(from: x.row)
        },

        RuleDefinition(
            .rejectedRow, owes: .dataCorrection, in: .all(but: .deceased), numbers: .due,
            about: "a row of the record was set aside"
        ) { patient in
            patient.facts.rejectedRows > 0 ? .dueToday : .needs(.rejectedRow)
        },

        RuleDefinition(
            .noRecord, owes: .dataCorrection, in: .all(but: .deceased), numbers: .due, about: "the record has no row"
        ) { patient in
            patient.firstRow == nil ? .dueToday : .needs(.emptyRecord)
        },

        RuleDefinition(
            .receptorUndetermined, owes: .dataCorrection, numbers: .due, .urgencyOtherwise,
            about: "a receptor is not determined"
        ) { patient in
            guard patient.facts.hasCNSDisease || patient.phase == .needsData else {
                return .needs(.undeterminedReceptor)
            }
            let rows = patient.undeterminedReceptors.map {
                patient.facts.biomarkers.latestRow(of: $0) ?? patient.firstRow
            }
            guard let x = rows.compactMap(\.self).min(by: { $0.stands(before: $1) })
            else { return .needs(.undeterminedReceptor) }
            return .due(from: x, isHurried: patient.M0 != nil)
        },

        RuleDefinition(
            .noDiagnosis, owes: .dataCorrection, in: [.needsData], numbers: .due, about: "no diagnosis is recorded"
        ) { patient in
            guard patient.undeterminedReceptors.isEmpty, let first = patient.firstRow
            else { return .needs(.missingDiagnosis) }
            return .due(from: first)
        },

        RuleDefinition(
            .statusContradicted, owes: .dataCorrection, in: .all(but: .deceased, .notCovered), numbers: .due,
            about: "the record goes on after the status"
        ) { patient in
            guard let (status, row) = patient.facts.status.suspension else { return .needs(.contradictedStatus) }
            let contradictions = [
                patient.facts.activity(after: status, row),
                status == .hospice ? nil : patient.facts.newDisease(after: row),
            ]
            guard let x = contradictions.compactMap(\.self).min(by: { $0.stands(before: $1) })
            else { return .needs(.contradictedStatus) }
            return .due(from: x, following: row)
        },
    ]
}

/// The facts of the patient, by the names they have there.
// swift-format-ignore: AlwaysUseLowerCamelCase
extension PatientView {
    var facts: Facts { assessment.facts }
    var today: CivilDate { facts.asOf }
    /// The patient's first row that counts, appointments left out.
    var firstRow: Occurrence? { facts.history.rows.first.map { Occurrence(position: 0, date: $0.date) } }
    var F: Finding? { facts.F }
    var Q: Finding? { facts.Q }
    var L: Occurrence? { facts.L }
    var M0: Occurrence? { facts.M0 }
    var lmDate: Occurrence? { facts.lmDate }
    /// **B**: when the phase after local therapy becomes the long-term one.
    var B: CivilDate? { phaseFinder.B }
    var scans: ScanFacts { facts.scans }
    var therapy: TherapyFacts { facts.therapy }
    var decisions: DecisionFacts { facts.decisions }
    var leptomeningeal: LeptomeningealFacts { facts.leptomeningeal }
    var suspicions: [SiteFacts.Suspicion] { facts.sites.suspicions }
}

/// What several rules ask of a patient.
extension PatientView {
    private var phaseFinder: PhaseFinder { assessment.phaseFinder }
    /// The brain resection that owes a post-operative scan.
    var unscannedResection: Occurrence? { phaseFinder.unscannedResection }
    /// The last day of the phase `post-operative` after a resection.
    func postOperativeEnd(of resection: Occurrence) -> CivilDate { phaseFinder.postOperativeEnd(of: resection) }
    /// The receptors that the protocol requires and the record does not determine.
    var undeterminedReceptors: [Receptor] { rules.population.required.filter(facts.biomarkers.isUndetermined) }
    /// The latest adequate brain scan, where it is equivocal and no local therapy is since it.
    var equivocalScan: Occurrence? { phaseFinder.equivocalScan }

    /// The latest scan that counts for the item: an adequate brain scan, or a diagnostic spine MRI.
    private var latestScan: Occurrence? {
        item == .spineMRI ? scans.diagnosticSpine.latest : scans.latestAdequateBrain?.row
    }

    /// The latest scan for the item, where it answers a row plus an interval. The latest has the latest first day, so it decides.
    func latestScan(answering row: Occurrence, plus interval: Interval = .none) -> Occurrence? {
        latestScan.flatMap { $0.date.answers(row.date, plus: interval) ? $0 : nil }
    }

    /// The earliest of some suspicions that no scan answers, as what a rule says.
    func earliestUnanswered(_ suspicions: [Occurrence], or absent: MissingFact) -> Ruling {
        guard let first = suspicions.first else { return .needs(absent) }
        let open = suspicions.first { latestScan(answering: $0, plus: answeredFrom) == nil }
        if let open { return .due(from: open) }
        return latestScan.map { .answered(first, by: $0) } ?? .needs(absent)
    }

    /// The latest scan, where it answers L plus the time in which scans still show the treatment it
    var scanAfterLocalTherapy: Occurrence? {
        L.flatMap { latestScan(answering: $0, plus: rules[.firstAfterLocalTherapy].answeredFrom) }
    }

    /// The latest scan, where it answers the LM date as a baseline.
    var leptomeningealBaseline: Occurrence? {
        lmDate.flatMap { latestScan(answering: $0, plus: rules[.leptomeningealBaseline].answeredFrom) }
    }

    /// The latest scan, where it answers M0 as a baseline.
    var screeningScan: Occurrence? {
        M0.flatMap { latestScan(answering: $0, plus: rules[.metastaticBaseline].answeredFrom) }
    }

    /// The screening scan, where the high-risk rule is on and serves the patient for it.
    var highRiskScan: Occurrence? {
        let rule = rules[.metastaticScreeningHighRisk]
        guard rule.isEnabled, let since = M0, let scan = screeningScan,
            rule.repeatInterval(for: scan.date.first, since: since.date.first) != nil,
            RiskFactors(assessment).isHigh
        else { return nil }
        return scan
    }

    /// The earliest *latest* of the routine proposals for brain imaging.
    var earliestRoutineLatest: CivilDate? {
        var patient = PatientView(assessment)
        return RuleDefinition.routine.filter { $0.id != .postOperativeOverdue }
            .compactMap { patient.outcome(of: $0, for: .brainMRI).proposal?.latest }.min()
    }

    /// The untreated findings, provided that Q is untreated.
    var untreatedFindings: [Finding] { assessment.untreatedFindings }

    /// The earliest scan that answered an unresolved onset without explaining it, while nothing has followed it up.
    var unexplainedScan: (onset: Occurrence, scan: Occurrence)? {
        facts.symptoms.unresolved.compactMap { symptom -> (onset: Occurrence, scan: Occurrence)? in
            guard rules.symptoms.workUp(of: symptom.symptom) != .cordEmergency,
                let z = scans.firstAdequateBrain(answering: symptom.onset.date), !isFollowedUp(z)
            else { return nil }
            return (symptom.onset, z)
        }.min { $0.scan.stands(before: $1.scan) }
    }

    private func isFollowedUp(_ z: Occurrence) -> Bool {
        scans.brain.contains { $0.isFinding && $0.row.date.isSince(z.date) }
            || leptomeningeal.csf.includesAny(since: z.date) || decisions.settling.includesAny(since: z.date)
            || scans.diagnosticSpine.includesAny(since: z.date)
            || facts.visits.contains { $0.date.first > z.date.last }
            || scans.latestAdequateBrain.map { $0.row.date.first > z.date.last + lookBack } ?? false
    }

    /// The latest biopsy of a site, or of none named, since a date.
    func biopsy(of site: MetastasisSite, since date: PartialDate) -> Occurrence? {
        facts.biopsies.last { $0.site.covers(site) && $0.row.date.isSince(date) }?.row
    }

    /// A lumbar puncture waits until some time after the last brain resection.
    var notBeforeTheWoundHeals: Proposal.Bound? {
        therapy.latestResection.map { .notBefore($0.date.last + afterResection, $0) }
    }
}
