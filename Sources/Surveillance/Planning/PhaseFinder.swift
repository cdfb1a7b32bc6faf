import CivilCalendar
import ClinicalModel

/// Finds a patient's phase: asks the conditions of protocol.md section 4 in order, the first that holds.
public struct PhaseFinder: Sendable {
    /// What made a condition hold.
    public struct Evidence: Hashable, Sendable {
        /// The row that decides, where one does.
        public let row: Occurrence?
        private let reason: Reason

        init(_ row: Occurrence?, _ reason: Reason) {
            self.row = row
            self.reason = reason
        }

        /// What it means, in words.
        public var meaning: String { reason.words }
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
        return (.earlyDisease, Evidence(nil, .nothingElse))
    }

    /// The evidence for one phase, disregarding those before it in order; nil where its condition does not hold.
    public func evidence(for phase: Phase) -> Evidence? {
        switch phase {
        case .deceased: facts.status.death.map { Evidence($0, .death) }
        case .suspended:
            facts.status.suspension.map { Evidence($0.row, .suspension($0.status)) }
        case .notCovered:
            facts.biomarkers.isHER2NegativeThroughout
                ? Evidence(facts.biomarkers.latestHER2Row, .her2Negative) : nil
        case .needsData: missingData
        case .leptomeningeal:
            facts.leptomeningeal.established.map { Evidence($0, .leptomeningeal) }
        case .postOperative:
            unscannedResection.map { Evidence($0, .unscannedResection) }
        case .equivocal: equivocalScan.map { Evidence($0, .equivocalScan) }
        case .undecided:
            facts.findings.latest.flatMap { finding in
                facts.isUntreated(finding)
                    ? Evidence(finding.row, .untreatedFinding) : nil
            }
        case .afterLocalTherapy:
            localTherapySinceFinding.flatMap { therapy in
                isLongTerm(after: therapy) ? nil : Evidence(therapy, .localTherapy)
            }
        case .longTerm:
            localTherapySinceFinding.flatMap { therapy in
                isLongTerm(after: therapy)
                    ? Evidence(therapy, .localTherapyLongAgo(bounds.longTermFrom))
                    : nil
            }
        case .systemicTherapyAlone: systemicTherapy
        case .observation:
            facts.findings.latest.map {
                Evidence($0.row, .observation)
            }
        case .metastaticScreening:
            facts.metastaticSince.map { Evidence($0, .metastatic) }
        case .suspectedMetastasis:
            facts.sites.suspicions.first.map { Evidence($0.row, .suspectedMetastasis($0.site)) }
        case .earlyDisease: Evidence(facts.diagnoses.first, .noMetastasis)
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
            case .notRecorded: Evidence(nil, .her2NotRecorded)
            case .equivocal, .positive, .negative:
                Evidence(facts.biomarkers.latestHER2Row, .her2Equivocal)
            }
        }
        guard facts.diagnoses.isEmpty, !facts.sites.isRecorded else { return nil }
        return Evidence(nil, .noDiagnosis)
    }

    private var systemicTherapy: Evidence? {
        guard let finding = facts.findings.latest?.row, !facts.therapy.local.includesAny(since: finding.date)
        else { return nil }
        let courses = facts.therapy.cnsActiveCourses(inPlayFor: finding)
        if let course = courses.first(where: { $0.isOngoing && $0.start.date.isSince(finding.date) }) {
            return Evidence(course.start, .ongoingCourse)
        }
        guard let decision = facts.decisions.settling.latest, decision == facts.decisions.systemic.latest,
            decision.date.isSince(finding.date),
            !courses.contains(where: { course in course.stop.map { $0.date.last >= decision.date.first } ?? false })
        else { return nil }
        return Evidence(decision, .systemicDecision)
    }
}
