import CivilCalendar
import ClinicalModel

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
