import CivilCalendar
import ClinicalModel

/// Finds a patient's phase: asks the conditions of protocol.md section 4 in order, the first that holds.
public struct PhaseFinder: Sendable {
    /// What made a condition hold.
    public struct Evidence: Hashable, Sendable {
        /// The row that decides, where one does.
        public let row: Occurrence?
        /// What it means, in words.
        public let meaning: String

        init(_ row: Occurrence?, _ meaning: String) {
            self.row = row
            self.meaning = meaning
        }
    }

    let facts: Facts
    let bounds: SurveillanceProtocol.PhaseBounds

    /// A finder for these facts under a protocol.
    public init(facts: Facts, rules: SurveillanceProtocol) {
        self.facts = facts
        bounds = rules.phases
    }

    /// The phase, with the evidence for it.
    public var phase: (phase: Phase, evidence: Evidence) {
        for phase in Phase.allCases {
            if let evidence = evidence(for: phase) { return (phase, evidence) }
        }
        return (.earlyDisease, Evidence(nil, "nothing else applies"))
    }

    /// The evidence for one phase, disregarding those before it in order; nil where its condition does not hold.
    public func evidence(for phase: Phase) -> Evidence? {
        switch phase {
        case .deceased: facts.status.death.map { Evidence($0, "the patient died") }
        case .suspended:
            facts.status.suspension.map { Evidence($0.row, "surveillance is suspended: \($0.status.rawValue)") }
        case .notCovered:
            facts.biomarkers.isHER2NegativeThroughout
                ? Evidence(facts.biomarkers.her2Rows.last, "HER2 is negative and never was positive") : nil
        case .needsData: missingData
        case .leptomeningeal:
            facts.leptomeningeal.established.map { Evidence($0, "leptomeningeal disease since this row") }
        case .postOperative:
            unscannedResection.map { Evidence($0, "a brain resection that no adequate scan answers yet") }
        case .equivocal: equivocalScan.map { Evidence($0, "the latest adequate brain scan is equivocal") }
        case .undecided:
            facts.findings.latest.flatMap { finding in
                facts.findings.isUntreated(finding)
                    ? Evidence(finding.row, "the latest finding is neither treated nor decided upon") : nil
            }
        case .afterLocalTherapy:
            localTherapySinceFinding.flatMap { therapy in
                isLongTerm(after: therapy) ? nil : Evidence(therapy, "local therapy since the latest finding")
            }
        case .longTerm:
            localTherapySinceFinding.flatMap { therapy in
                isLongTerm(after: therapy)
                    ? Evidence(therapy, "local therapy since the latest finding, \(bounds.longTermFrom) or more ago")
                    : nil
            }
        case .systemicTherapyAlone: systemicTherapy
        case .observation:
            facts.findings.latest.map {
                Evidence($0.row, "the latest finding is observed, or the drug that treated it has stopped")
            }
        case .metastaticScreening:
            facts.metastaticSince.map { Evidence($0, "metastatic since this row, without CNS disease") }
        case .suspectedMetastasis:
            facts.sites.suspicions.first.map { Evidence($0.row, "a metastasis is suspected (\($0.site.rawValue))") }
        case .earlyDisease: Evidence(facts.diagnoses.first, "no metastasis is recorded")
        }
    }

    /// The brain resection whose result no adequate scan shows, if it is the latest local therapy and recent enough.
    var unscannedResection: Occurrence? {
        guard facts.therapy.isLatestLocalAResection, let resection = facts.therapy.local.latest,
            facts.asOf <= resection.date.first + bounds.postOperativeFor,
            !facts.scans.isAnsweredByBrainScan(resection.date)
        else { return nil }
        return resection
    }

    /// The latest adequate brain scan, where it is equivocal and no local therapy is since it.
    var equivocalScan: Occurrence? {
        guard let scan = facts.scans.latestAdequateBrain, scan.result == .equivocal,
            !facts.therapy.local.includesAny(since: scan.row.date)
        else { return nil }
        return scan.row
    }

    /// The latest local therapy (**L**), where a local therapy is since the latest finding.
    var localTherapySinceFinding: Occurrence? {
        guard let finding = facts.findings.latest, facts.therapy.local.includesAny(since: finding.row.date)
        else { return nil }
        return facts.therapy.local.latest
    }

    private func isLongTerm(after therapy: Occurrence) -> Bool {
        facts.asOf >= therapy.date.first + bounds.longTermFrom
    }

    private var missingData: Evidence? {
        guard facts.findings.first == nil, facts.leptomeningeal.established == nil else { return nil }
        if facts.biomarkers.isHER2Undetermined {
            return switch facts.biomarkers.her2 {
            case .notRecorded: Evidence(nil, "HER2 is not recorded")
            case .equivocal, .positive, .negative:
                Evidence(facts.biomarkers.her2Rows.last, "HER2 is equivocal and never was positive")
            }
        }
        guard facts.diagnoses.isEmpty, !facts.sites.isRecorded else { return nil }
        return Evidence(nil, "neither a diagnosis nor a metastasis is recorded")
    }

    private var systemicTherapy: Evidence? {
        guard let finding = facts.findings.latest?.row, !facts.therapy.local.includesAny(since: finding.date)
        else { return nil }
        let courses = facts.therapy.cnsActiveCourses(inPlayFor: finding)
        if let course = courses.first(where: { $0.isOngoing && $0.start.date.isSince(finding.date) }) {
            return Evidence(course.start, "a CNS-active course begun since the latest finding is ongoing")
        }
        guard let decision = facts.decisions.settling.latest, decision == facts.decisions.systemic.latest,
            decision.date.isSince(finding.date),
            !courses.contains(where: { course in course.stop.map { $0.date.last >= decision.date.first } ?? false })
        else { return nil }
        return Evidence(decision, "systemic therapy is the decided treatment of the latest finding")
    }
}
