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
