import CivilCalendar
import ClinicalModel

/// Where a patient stands. Exactly one phase holds; the first that matches, in this order (protocol.md section 4).
@frozen
public enum Phase: String, CaseIterable, Hashable, Sendable {
    /// The patient died. Nothing is owed.
    case deceased
    /// Surveillance is suspended: hospice, declined or transferred. Only symptoms count.
    case suspended
    /// No CNS disease, and no protocol in force covers the patient.
    case notCovered = "not-covered"
    /// The record does not say enough.
    case needsData = "needs-data"
    /// Leptomeningeal disease.
    case leptomeningeal
    /// A brain metastasis was resected and no scan has shown the result.
    case postOperative = "post-operative"
    /// The latest adequate brain scan is equivocal.
    case equivocal
    /// The latest finding is neither treated nor decided upon.
    case undecided
    /// Local therapy since the latest finding, within the first period.
    case afterLocalTherapy = "after-local-therapy"
    /// Local therapy since the latest finding, the first period over.
    case longTerm = "long-term"
    /// The latest finding is treated by drugs alone.
    case systemicTherapyAlone = "systemic-therapy-alone"
    /// The latest finding is observed, or its drug has stopped.
    case observation
    /// Metastatic, without CNS disease.
    case metastaticScreening = "metastatic-screening"
    /// A metastasis is suspected.
    case suspectedMetastasis = "suspected-metastasis"
    /// Early disease.
    case earlyDisease = "early-disease"
}

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
    private let entry: ProtocolSet.Entry
    let isCovered: Bool
    private var bounds: SurveillanceProtocol.PhaseBounds { entry.rules.phases }

    /// A finder for these facts under the protocol that speaks for the patient, whether or not it covers her.
    init(facts: Facts, entry: ProtocolSet.Entry, isCovered: Bool) {
        self.facts = facts
        self.entry = entry
        self.isCovered = isCovered
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
        case .suspended: suspension
        case .notCovered:
            isCovered || facts.hasCNSDisease ? nil : Evidence(facts.biomarkers.latestHER2Row, .notCovered)
        case .needsData: missingData
        case .leptomeningeal:
            facts.lmDate.map { Evidence($0, .leptomeningeal) }
        case .postOperative:
            unscannedResection.flatMap {
                facts.asOf <= postOperativeEnd(of: $0) ? Evidence($0, .unscannedResection) : nil
            }
        case .equivocal: equivocalScan.map { Evidence($0, .equivocalScan) }
        case .undecided:
            facts.Q.flatMap { facts.isUntreated($0) ? Evidence($0.row, .untreatedFinding) : nil }
        case .afterLocalTherapy:
            localTherapySinceFinding.flatMap { isLongTerm ? nil : Evidence($0, .localTherapy) }
        case .longTerm:
            localTherapySinceFinding.flatMap {
                isLongTerm ? Evidence($0, .localTherapyLongAgo(bounds.longTermFrom)) : nil
            }
        case .systemicTherapyAlone: systemicTherapy
        case .observation:
            facts.Q.map { Evidence($0.row, .observation) }
        case .metastaticScreening:
            facts.M0.map { Evidence($0, .metastatic) }
        case .suspectedMetastasis:
            facts.sites.suspicions.first.map { Evidence($0.row, .suspectedMetastasis($0.site)) }
        case .earlyDisease: Evidence(facts.diagnoses.first, .noMetastasis)
        }
    }

    /// The brain resection whose result no adequate scan shows, if it is the latest local therapy.
    var unscannedResection: Occurrence? {
        guard facts.therapy.isLatestLocalAResection, let resection = facts.L,
            !facts.therapy.localRadiotherapy.includesAny(since: resection.date),
            !facts.scans.isAnsweredByBrainScan(resection.date)
        else { return nil }
        return resection
    }

    /// The last day of the phase `post-operative` after a resection.
    func postOperativeEnd(of resection: Occurrence) -> CivilDate { resection.date.first + bounds.postOperativeFor }

    /// The row that suspends surveillance. New disease lifts `declined` and `transferred`: who comes back is not lost.
    private var suspension: Evidence? {
        guard let (status, row) = facts.status.suspension else { return nil }
        if status != .hospice, facts.newDisease(after: row) != nil { return nil }
        return Evidence(row, .suspension(status))
    }

    /// The latest adequate brain scan, where it is equivocal and no local therapy is since it.
    var equivocalScan: Occurrence? {
        guard let scan = facts.scans.latestAdequateBrain, scan.result == .equivocal,
            !facts.therapy.local.includesAny(since: scan.row.date)
        else { return nil }
        return scan.row
    }

    /// **L**, where a local therapy is since Q.
    var localTherapySinceFinding: Occurrence? {
        facts.Q.flatMap { facts.therapy.local.includesAny(since: $0.row.date) ? facts.L : nil }
    }

    /// **B**: from this day on surveillance after local therapy is long-term; nil without local therapy.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    var B: CivilDate? { facts.L.map { $0.date.first + bounds.longTermFrom } }

    private var isLongTerm: Bool { B.map { facts.asOf >= $0 } ?? false }

    private var missingData: Evidence? {
        guard !facts.hasCNSDisease else { return nil }
        if let receptor = entry.rules.population.required.first(where: facts.biomarkers.isUndetermined) {
            let row = facts.biomarkers.latestRow(of: receptor)
            return Evidence(row, row == nil ? .receptorNotRecorded(receptor) : .receptorEquivocal(receptor))
        }
        guard facts.diagnoses.isEmpty, !facts.sites.isRecorded else { return nil }
        return Evidence(nil, .noDiagnosis)
    }

    private var systemicTherapy: Evidence? {
        guard let finding = facts.Q?.row, !facts.therapy.local.includesAny(since: finding.date)
        else { return nil }
        let course = facts.therapy.courses.first {
            $0.isCNSActive && $0.isOngoing && $0.start.date.isSince(finding.date)
        }
        if let course { return Evidence(course.start, .ongoingCourse) }
        guard let decision = facts.decisions.systemicTreatment(since: finding),
            facts.therapy.stops(ending: decision, about: finding).isEmpty
        else { return nil }
        return Evidence(decision, .systemicDecision)
    }
}

extension PhaseFinder {
    /// Why a phase holds.
    enum Reason: Hashable, Sendable {
        case death
        case suspension(PatientStatus)
        case notCovered
        case receptorNotRecorded(Receptor)
        case receptorEquivocal(Receptor)
        case noDiagnosis
        case leptomeningeal
        case unscannedResection
        case equivocalScan
        case untreatedFinding
        case localTherapy
        case localTherapyLongAgo(Interval)
        case ongoingCourse
        case systemicDecision
        case observation
        case metastatic
        case suspectedMetastasis(MetastasisSite)
        case noMetastasis
        case nothingElse

        /// The reason in words.
        var words: String {
            switch self {
            case .death: "the patient died"
            case .suspension(let status): "surveillance is suspended: \(status.rawValue)"
            case .notCovered: "the receptors belong to no population of the protocols in force"
            case .receptorNotRecorded(let receptor): "\(receptor.rawValue.uppercased()) is not recorded"
            case .receptorEquivocal(let receptor):
                "\(receptor.rawValue.uppercased()) is equivocal and never was positive"
            case .noDiagnosis: "neither a diagnosis nor a metastasis is recorded"
            case .leptomeningeal: "leptomeningeal disease since this row"
            case .unscannedResection: "a brain resection that no adequate scan answers yet"
            case .equivocalScan: "the latest adequate brain scan is equivocal"
            case .untreatedFinding: "the latest finding is neither treated nor decided upon"
            case .localTherapy: "local therapy since the latest finding"
            case .localTherapyLongAgo(let time): "local therapy since the latest finding, \(time) or more ago"
            case .ongoingCourse: "a CNS-active course begun since the latest finding is ongoing"
            case .systemicDecision: "systemic therapy is the decided treatment of the latest finding"
            case .observation: "the latest finding is observed, or the drug that treated it has stopped"
            case .metastatic: "metastatic since this row, without CNS disease"
            case .suspectedMetastasis(let site): "a metastasis is suspected (\(site.rawValue))"
            case .noMetastasis: "no metastasis is recorded"
            case .nothingElse: "nothing else applies"
            }
        }
    }
}
