import CivilCalendar
import ClinicalModel

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
