import CivilCalendar
import ClinicalModel

/// The routine rules of brain imaging (protocol.md section 5, first table).
extension Assessment {
    var postOperative: Outcome {
        guard let resection = phaseFinder.unscannedResection else { return .notOwed(.absent(.unscannedResection)) }
        return due(.postOperative, from: resection)
    }

    var equivocalFinding: Outcome {
        guard phase == .equivocal, let scan = phaseFinder.equivocalScan else { return .notOwed(.otherPhase) }
        return due(.equivocalFinding, from: scan)
    }

    /// Brain surveillance after local therapy, whichever of its two phases holds: the latest local therapy (**L**), and the
    /// latest adequate scan where it answers L plus the time in which scans still show the treatment itself.
    private var afterLocalTherapyCourse: (therapy: Occurrence, scan: Occurrence?)? {
        guard phase == .afterLocalTherapy || phase == .longTerm, let therapy = facts.therapy.local.latest
        else { return nil }
        let from = rules[.firstAfterLocalTherapy].answeredFrom
        let scan = facts.scans.latestAdequateBrain?.row
        return (therapy, scan.flatMap { $0.date.answers(therapy.date, plus: from) ? $0 : nil })
    }

    var firstAfterLocalTherapy: Outcome {
        guard let course = afterLocalTherapyCourse else { return .notOwed(.otherPhase) }
        if let scan = course.scan { return .notOwed(.answered(course.therapy, by: scan)) }
        return due(.firstAfterLocalTherapy, from: course.therapy)
    }

    func repeatAfterLocalTherapy(_ rule: RuleID) -> Outcome {
        guard let course = afterLocalTherapyCourse else { return .notOwed(.otherPhase) }
        guard let scan = course.scan else { return .notOwed(.absent(.qualifyingScan)) }
        let isLongTerm = scan.date.first >= course.therapy.date.first + rules.phases.longTermFrom
        guard isLongTerm == (rule == .longTerm) else {
            return .notOwed(.replaced(by: isLongTerm ? .longTerm : .afterLocalTherapy))
        }
        return repeated(rule, .brainMRI, from: scan, since: course.therapy)
    }

    var systemicTherapyAlone: Outcome {
        guard phase == .systemicTherapyAlone, let finding = facts.findings.latest?.row
        else { return .notOwed(.otherPhase) }
        let begun = Occurrence.first(
            facts.therapy.cnsActiveStarts.first(since: finding.date),
            facts.decisions.systemic.first(since: finding.date))
        guard let begun else { return .notOwed(.otherPhase) }
        if let scan = facts.scans.latestAdequateBrain?.row,
            scan.date.answers(begun.date, plus: rules[.systemicTherapyAlone].answeredFrom)
        {
            return repeated(.systemicTherapyAlone, .brainMRI, from: scan, since: begun)
        }
        return due(.systemicTherapyAlone, from: begun)
    }

    /// `undecided` and `observation`: from the latest adequate scan that answers the latest finding, else from the finding.
    func repeatAfterFinding(_ rule: RuleID, in itsPhase: Phase) -> Outcome {
        guard phase == itsPhase, let finding = facts.findings.latest?.row else { return .notOwed(.otherPhase) }
        let scan = facts.scans.latestAdequateBrain?.row
        let answering = scan.flatMap { $0.date.answers(finding.date) ? $0 : nil }
        return repeated(rule, .brainMRI, from: answering ?? finding, since: finding)
    }

    var metastaticBaseline: Outcome {
        guard let since = screenedSince else { return .notOwed(.otherPhase) }
        if let scan = screeningScan { return .notOwed(.answered(since, by: scan)) }
        return due(.metastaticBaseline, from: since)
    }

    var metastaticScreening: Outcome {
        guard let since = screenedSince else { return .notOwed(.otherPhase) }
        guard let scan = screeningScan else { return .notOwed(.absent(.qualifyingScan)) }
        if highRiskScan != nil { return .notOwed(.replaced(by: .metastaticScreeningHighRisk)) }
        return repeated(.metastaticScreening, .brainMRI, from: scan, since: since)
    }

    var metastaticScreeningHighRisk: Outcome {
        guard let since = screenedSince else { return .notOwed(.otherPhase) }
        guard let scan = highRiskScan else { return .notOwed(.absent(.highRisk)) }
        return repeated(.metastaticScreeningHighRisk, .brainMRI, from: scan, since: since)
    }

    /// **M0**, in the phase of screening.
    private var screenedSince: Occurrence? { phase == .metastaticScreening ? facts.metastaticSince : nil }

    private var screeningScan: Occurrence? {
        guard let since = screenedSince, let scan = facts.scans.latestAdequateBrain?.row,
            scan.date.answers(since.date, plus: rules[.metastaticBaseline].answeredFrom)
        else { return nil }
        return scan
    }

    /// The screening scan, where the high-risk rule is on and serves the patient for it.
    private var highRiskScan: Occurrence? {
        let rule = rules[.metastaticScreeningHighRisk]
        guard rule.isEnabled, let since = screenedSince, let scan = screeningScan,
            rule.repeatInterval(for: scan.date.first, since: since.date.first) != nil,
            RiskFactors(facts: facts, bounds: rules.classification).isHigh
        else { return nil }
        return scan
    }

    var systemicProgression: Outcome {
        guard phase == .metastaticScreening else { return .notOwed(.otherPhase) }
        guard let change = facts.therapy.systemicChanges.latest else { return .notOwed(.absent(.systemicChange)) }
        if let scan = facts.scans.latestAdequateBrain?.row,
            scan.date.answers(change.date, plus: rules[.systemicProgression].answeredFrom)
        {
            return .notOwed(.answered(change, by: scan))
        }
        return due(.systemicProgression, from: change)
    }

    var suspectedMetastasis: Outcome {
        guard phase == .suspectedMetastasis else { return .notOwed(.otherPhase) }
        return unscannedSuspicion(facts.sites.suspicions.map(\.row), .suspectedMetastasis, absent: .suspicion)
    }

    /// The earliest of some suspicions that no adequate scan answers, as a proposal of a rule.
    func unscannedSuspicion(_ suspicions: [Occurrence], _ rule: RuleID, absent: MissingFact) -> Outcome {
        let from = rules[rule].answeredFrom
        guard let first = suspicions.first else { return .notOwed(.absent(absent)) }
        let open = suspicions.first { !facts.scans.isAnsweredByBrainScan($0.date, plus: from) }
        if let open { return due(rule, from: open) }
        guard let scan = facts.scans.latestAdequateBrain?.row else { return .notOwed(.absent(absent)) }
        return .notOwed(.answered(first, by: scan))
    }
}

/// The rules that leptomeningeal disease and its suspicion make for brain and spine (protocol.md sections 5 and 6).
extension Assessment {
    /// The latest scan that counts for an imaging item: an adequate brain scan, or a diagnostic spine MRI.
    private func latestScan(for item: Item) -> Occurrence? {
        item == .spineMRI ? facts.scans.diagnosticSpine.latest : facts.scans.latestAdequateBrain?.row
    }

    /// The latest scan, where it answers the LM date as a baseline.
    private func baselineScan(for item: Item, since established: Occurrence) -> Occurrence? {
        latestScan(for: item).flatMap { scan in
            scan.date.answers(established.date, plus: rules[.leptomeningealBaseline].answeredFrom) ? scan : nil
        }
    }

    func leptomeningealBaseline(_ item: Item) -> Outcome {
        guard phase == .leptomeningeal, let established = facts.leptomeningeal.established
        else { return .notOwed(.otherPhase) }
        if let scan = baselineScan(for: item, since: established) { return .notOwed(.answered(established, by: scan)) }
        return due(.leptomeningealBaseline, from: established)
    }

    func leptomeningealRepeat(_ item: Item) -> Outcome {
        guard phase == .leptomeningeal, let established = facts.leptomeningeal.established
        else { return .notOwed(.otherPhase) }
        guard let baseline = baselineScan(for: item, since: established)
        else { return .notOwed(.replaced(by: .leptomeningealBaseline)) }
        let treated = leptomeningealTreatment(since: established)
        if baseline.date.answers(treated.date, plus: rules[.leptomeningeal].answeredFrom) {
            return repeated(.leptomeningeal, item, from: baseline, since: treated)
        }
        let anchor = baseline.date.first < treated.date.first ? baseline : treated
        return due(.leptomeningeal, from: anchor, following: treated)
    }

    /// The first course begun (any agent) or radiotherapy other than of the breast since the LM date, else the LM date.
    private func leptomeningealTreatment(since established: Occurrence) -> Occurrence {
        Occurrence.first(
            facts.therapy.courseStarts.first(since: established.date),
            facts.therapy.neuralRadiotherapy.first(since: established.date)) ?? established
    }

    func suspectedLeptomeningeal(_ item: Item) -> Outcome {
        let suspicions = facts.leptomeningeal.suspicions
        guard let first = suspicions.first else { return .notOwed(.absent(.leptomeningealSuspicion)) }
        let from = rules[.suspectedLeptomeningeal].answeredFrom
        let scan = latestScan(for: item)
        let open = suspicions.first { suspicion in !(scan?.date.answers(suspicion.date, plus: from) ?? false) }
        if let open { return due(.suspectedLeptomeningeal, from: open) }
        return scan.map { .notOwed(.answered(first, by: $0)) } ?? .notOwed(.absent(.leptomeningealSuspicion))
    }

    var untreatedLeptomeningeal: Outcome {
        guard let established = facts.leptomeningeal.established
        else { return .notOwed(.absent(.untreatedLeptomeningeal)) }
        let treatments = [
            facts.therapy.neuraxisRadiotherapy, facts.therapy.cnsActiveStarts, facts.therapy.intrathecalStarts,
            facts.decisions.settling,
        ]
        for treatment in treatments {
            if let row = treatment.first(since: established.date) { return .notOwed(.answered(established, by: row)) }
        }
        return due(.untreatedLeptomeningeal, from: established)
    }

    var firstLumbarPuncture: Outcome {
        let suspicions = facts.leptomeningeal.suspicions
        guard let first = suspicions.first else { return .notOwed(.absent(.leptomeningealSuspicion)) }
        guard let open = suspicions.first(where: { !facts.leptomeningeal.csf.includesAny(since: $0.date) }) else {
            return facts.leptomeningeal.csf.latest(since: first.date).map { .notOwed(.answered(first, by: $0)) }
                ?? .notOwed(.absent(.leptomeningealSuspicion))
        }
        return due(.firstLumbarPuncture, from: open, bound: afterResection(.firstLumbarPuncture))
    }

    var repeatLumbarPuncture: Outcome {
        let suspicions = facts.leptomeningeal.suspicions
        guard let latest = suspicions.last else { return .notOwed(.absent(.leptomeningealSuspicion)) }
        let samples = facts.leptomeningeal.csf
        guard suspicions.allSatisfy({ samples.includesAny(since: $0.date) })
        else { return .notOwed(.replaced(by: .firstLumbarPuncture)) }
        guard samples.count(since: latest.date) == 1, let sample = samples.latest(since: latest.date),
            !facts.leptomeningeal.isPositive(sample)
        else { return .notOwed(.absent(.singleSample)) }
        return due(
            .repeatLumbarPuncture, from: sample, following: latest, bound: afterResection(.repeatLumbarPuncture))
    }

    /// A lumbar puncture waits until some time after the last brain resection.
    private func afterResection(_ rule: RuleID) -> Proposal.Bound? {
        facts.therapy.latestResection.map { .notBefore($0.date.first + rules[rule].afterResection, $0) }
    }

    var intrathecalTherapy: Outcome {
        guard let course = facts.therapy.courses.last(where: { $0.agent.isIntrathecal && $0.isOngoing })
        else { return .notOwed(.absent(.intrathecalCourse)) }
        guard let sample = facts.leptomeningeal.csf.latest(since: course.start.date)
        else { return due(.intrathecalTherapy, from: course.start) }
        return repeated(.intrathecalTherapy, .csf, from: sample, since: course.start)
    }
}

/// The overlay rules: what is owed whatever the phase (protocol.md section 5, second table; the cord symptom of section 6).
extension Assessment {
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

    func symptom(_ workUp: Symptom.WorkUp, _ rule: RuleID) -> Outcome {
        guard let open = openSymptoms(workUp).first else { return .notOwed(.absent(.openSymptom)) }
        return due(rule, from: open.onset)
    }

    var lesionOnCT: Outcome {
        guard let scan = facts.findings.latestScan, scan.modality == .ct
        else { return .notOwed(.absent(.findingOnCT)) }
        guard !facts.isMRIContraindicated else { return .notOwed(.absent(.possibleMRI)) }
        if let mri = facts.scans.latestAdequateMRI, mri.row.date.answers(scan.row.date) {
            return .notOwed(.answered(scan.row, by: mri.row))
        }
        if let stop = facts.contraindications.latestMRIStop, stop.date.first > scan.row.date.first {
            return due(.lesionOnCT, from: stop, following: scan.row)
        }
        return due(.lesionOnCT, from: scan.row)
    }

    var findingWithoutScan: Outcome {
        guard let finding = facts.findings.latest, finding.basis == .confirmedSite
        else { return .notOwed(.absent(.findingBySite)) }
        if let scan = facts.scans.latestAdequateBrain?.row,
            scan.date.answers(finding.row.date, plus: rules[.findingWithoutScan].answeredFrom)
        {
            return .notOwed(.answered(finding.row, by: scan))
        }
        return due(.findingWithoutScan, from: finding.row)
    }

    var suspectedBrainMetastasis: Outcome {
        let suspicions = facts.sites.suspicions.filter { $0.site == .brain }.map(\.row)
        return unscannedSuspicion(suspicions, .suspectedBrainMetastasis, absent: .suspicion)
    }

    var repeatNonDiagnostic: Outcome {
        guard let scan = facts.scans.brain.last, !scan.isDiagnostic
        else { return .notOwed(.absent(.nonDiagnosticScan)) }
        let routineLatest = RuleID.rules(for: .brainMRI).filter { !$0.isOverlay }
            .compactMap { outcome(of: $0, for: .brainMRI).proposal?.latest }.min()
        let bound = routineLatest.flatMap { $0 >= scan.row.date.first ? Proposal.Bound.notAfter($0) : nil }
        return due(.repeatNonDiagnostic, from: scan.row, bound: bound)
    }
}

/// The rules of the items other than imaging and lumbar puncture (protocol.md section 6).
extension Assessment {
    /// The untreated findings, provided that the latest one is untreated.
    private var untreated: [Finding] {
        guard let latest = facts.findings.latest, facts.isUntreated(latest) else { return [] }
        return facts.findings.all.filter(facts.isUntreated)
    }

    var untreatedFinding: Outcome {
        guard let first = untreated.first else { return .notOwed(.absent(.untreatedFinding)) }
        return due(.untreatedFinding, from: first.row)
    }

    var untreatedCriticalFinding: Outcome {
        let limit = rules.classification.largeAboveMillimetres
        let critical = untreated.first { finding in
            finding.lesions.isLarger(thanMillimetres: limit) || finding.lesions.criticalSite != nil
        }
        guard let critical else { return .notOwed(.absent(.criticalFinding)) }
        return due(.untreatedCriticalFinding, from: critical.row)
    }

    var drugStopped: Outcome {
        guard let finding = facts.findings.latest?.row, !facts.therapy.local.includesAny(since: finding.date),
            !facts.therapy.courses.contains(where: { $0.agent.isCNSActive && $0.isOngoing }),
            let stop = facts.therapy.cnsActiveCourses(inPlayFor: finding).compactMap(\.stop)
                .filter({ $0.date.last >= finding.date.first }).max(by: { $0.stands(before: $1) })
        else { return .notOwed(.absent(.stoppedDrug)) }
        if let decision = facts.decisions.all.first(since: stop.date) { return .notOwed(.answered(stop, by: decision)) }
        return due(.drugStopped, from: stop, following: finding)
    }

    var stillEquivocal: Outcome {
        let count = rules[.stillEquivocal].consecutive
        guard phase == .equivocal else { return .notOwed(.absent(.equivocalRun)) }
        let latest = facts.scans.adequateBrain.suffix(count)
        guard latest.count == count, latest.allSatisfy({ $0.result == .equivocal }), let last = latest.last?.row
        else { return .notOwed(.absent(.equivocalRun)) }
        if let decision = facts.decisions.all.first(since: last.date) { return .notOwed(.answered(last, by: decision)) }
        return due(.stillEquivocal, from: last)
    }

    var trialEvaluation: Outcome {
        guard phase == .undecided, let finding = facts.findings.latest?.row else { return .notOwed(.otherPhase) }
        if let evaluated = facts.decisions.trialEvaluated.first(since: finding.date) {
            return .notOwed(.answered(finding, by: evaluated))
        }
        return due(.trialEvaluation, from: finding)
    }

    var biopsy: Outcome {
        let suspicions = facts.sites.suspicions.filter { $0.site != .brain }
        guard let first = suspicions.first else { return .notOwed(.absent(.suspicion)) }
        if let open = suspicions.first(where: { !facts.isBiopsied($0.site, since: $0.row.date) }) {
            return due(.biopsy, from: open.row)
        }
        let taken = facts.biopsies.last { $0.site.covers(first.site) && $0.row.date.isSince(first.row.date) }
        return taken.map { .notOwed(.answered(first.row, by: $0.row)) } ?? .notOwed(.absent(.suspicion))
    }

    var visit: Outcome {
        guard phase == .earlyDisease || phase == .suspectedMetastasis else { return .notOwed(.otherPhase) }
        guard let start = facts.therapy.breastTreatment.latest ?? facts.diagnoses.first
        else { return .notOwed(.absent(.startOfFollowUp)) }
        guard let latest = facts.visits.latest(since: start.date) else { return due(.visit, from: start) }
        return repeated(.visit, .visit, from: latest, since: start)
    }

    var mammogram: Outcome {
        switch phase {
        case .earlyDisease, .suspectedMetastasis, .metastaticScreening: break
        case .deceased, .suspended, .notCovered, .needsData, .leptomeningeal, .postOperative, .equivocal, .undecided,
            .afterLocalTherapy, .longTerm, .systemicTherapyAlone, .observation:
            return .notOwed(.otherPhase)
        }
        guard !facts.therapy.isWithoutBreasts else { return .notOwed(.absent(.mammogramSubject)) }
        if let latest = facts.scans.diagnosticMammograms.latest {
            return repeated(.mammogram, .mammogram, from: latest, since: nil)
        }
        guard let surgery = facts.therapy.breastSurgery.first else { return .notOwed(.absent(.mammogramSubject)) }
        return due(.mammogram, from: surgery)
    }

    var cardiacFunction: Outcome {
        guard let course = facts.therapy.courses.first(where: { $0.agent.isHER2Directed && $0.isOngoing })
        else { return .notOwed(.absent(.her2Course)) }
        let measured = facts.heartMeasurements.latest(since: course.start.date)
        return due(.cardiacFunction, from: measured ?? course.start, following: measured == nil ? nil : course.start)
    }

    var reOffer: Outcome {
        guard phase == .suspended, let suspension = facts.status.suspension, suspension.status == .declined
        else { return .notOwed(.absent(.refusal)) }
        return due(.reOffer, from: suspension.row)
    }

    var dataCorrection: Outcome {
        let hasCNSDisease = facts.findings.first != nil || facts.leptomeningeal.established != nil
        guard
            facts.rejectedRows > 0 || phase == .needsData
                || (hasCNSDisease && facts.biomarkers.isHER2Undetermined)
        else { return .notOwed(.absent(.faultyData)) }
        let numbers = rules[.dataCorrection]
        return .owed(Proposal(rule: numbers, anchor: .asOf(facts.asOf), interval: numbers.due))
    }
}
