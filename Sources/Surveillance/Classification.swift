import CivilCalendar
import ClinicalModel

/// The classification of a patient's CNS disease (protocol.md section 8): shown, and never used to hide.
public struct Classification: Hashable, Sendable {
    /// How much disease there is.
    public enum Extent: String, CaseIterable, Hashable, Sendable {
        /// Leptomeningeal disease.
        case leptomeningeal
        /// Few lesions.
        case oligometastatic
        /// Many lesions.
        case multifocal
        /// The number of lesions is not recorded.
        case unknown
    }

    /// Where it is.
    public enum Anatomy: String, CaseIterable, Hashable, Sendable {
        /// In the brain.
        case parenchymal
        /// In the meninges.
        case leptomeningeal
        /// In both.
        case combined
    }

    /// How it responded to HER2-directed therapy.
    public enum Response: String, CaseIterable, Hashable, Sendable {
        /// The latest adequate scan shows response, stability or no disease.
        case responsive
        /// The latest adequate scan is a finding after the first one.
        case progressive
        /// Neither.
        case unknown
    }

    /// How it shows itself.
    public enum Presentation: String, CaseIterable, Hashable, Sendable {
        /// An open symptom, or one that began shortly before the first finding.
        case symptomatic
        /// None of these.
        case asymptomatic
    }

    /// How much disease there is; nil without CNS disease.
    public let extent: Extent?
    /// Where it is; nil without CNS disease.
    public let anatomy: Anatomy?
    /// Whether the latest finding is larger than the limit (3 cm).
    public let isLarge: Bool
    /// The critical site of the latest finding, where it names one.
    public let criticalSite: LesionDescription.CriticalSite?
    /// How it responded; nil without CNS disease.
    public let response: Response?
    /// How it shows itself.
    public let presentation: Presentation
    /// The factors that raise the risk of CNS disease.
    public let risk: RiskFactors
    /// Whether the patient is in the time after M0 in which CNS disease most often appears; nil where M0 is missing.
    public let isInPeak: Bool?
    /// Whether the running HER2-directed drugs include none that is CNS-active; nil where none is running.
    public let isOnlyOnAgentsNotCNSActive: Bool?
    /// Whether the number of lesions is favourable (the prognostic cut); nil where it is not recorded.
    public let isFavourableNumber: Bool?
    /// Karnofsky performance status, where recorded.
    public let kps: Int?
    /// The Breast-GPA; nil without CNS disease.
    public let gpa: BreastGPA?

    /// The classification that an assessment allows.
    public init(_ assessment: Assessment) {
        let facts = assessment.facts
        let bounds = assessment.rules.classification
        let finding = facts.Q
        let hasLeptomeningeal = facts.lmDate != nil
        let count = finding?.lesions.count
        if hasLeptomeningeal {
            extent = .leptomeningeal
        } else if finding != nil {
            extent = count.map { $0 <= bounds.oligometastaticAtMost ? .oligometastatic : .multifocal } ?? .unknown
        } else {
            extent = nil
        }
        anatomy =
            switch (finding != nil, hasLeptomeningeal) {
            case (true, true): .combined
            case (true, false): .parenchymal
            case (false, true): .leptomeningeal
            case (false, false): nil
            }
        isLarge = finding?.lesions.isLarger(thanMillimetres: bounds.largeAboveMillimetres) ?? false
        criticalSite = finding?.lesions.criticalSite
        response = finding == nil && !hasLeptomeningeal ? nil : Classification.response(facts)
        presentation = Classification.presentation(assessment)
        risk = RiskFactors(assessment)
        isInPeak = facts.M0.map { since in
            let first = since.date.first
            return facts.asOf >= first + bounds.peakFrom && facts.asOf < first + bounds.peakUntil
        }
        let running = facts.therapy.courses.filter { $0.isOngoing && $0.isTargeted }
        isOnlyOnAgentsNotCNSActive = running.isEmpty ? nil : !running.contains(where: \.isCNSActive)
        isFavourableNumber = count.map { $0 <= bounds.favourableNumberAtMost }
        kps = facts.performance[.kps].map { Int($0.thousandths / 1_000) }
        gpa = BreastGPA(facts: facts)
    }

    private static func response(_ facts: Facts) -> Response {
        guard let scan = facts.scans.latestAdequateBrain else { return .unknown }
        switch scan.result {
        case .response, .stable, .negative:
            return .responsive
        case .newLesions, .progression:
            guard let first = facts.F, let latest = facts.Q, latest.row == scan.row,
                // By date: one scan is often written as a row for each lesion.
                first.row.date.first < latest.row.date.first
            else { return .unknown }
            return .progressive
        case .equivocal, .nonDiagnostic:
            return .unknown
        }
    }

    private static func presentation(_ assessment: Assessment) -> Presentation {
        let facts = assessment.facts
        let hasOpenSymptom = WorkUp.allCases.contains {
            !assessment.openSymptoms($0).isEmpty
        }
        if hasOpenSymptom { return .symptomatic }
        guard let found = facts.F?.row.date.first else { return .asymptomatic }
        let within = assessment.rules.classification.presentationWithin
        let began = facts.symptoms.onsets.contains { symptom in
            let onset = symptom.onset.date.first
            return onset <= found && onset >= found - within
        }
        return began ? .symptomatic : .asymptomatic
    }
}

/// Risk factors for CNS disease. They order the work-list and serve one rule that ships turned off; they lengthen nothing.
public struct RiskFactors: Hashable, Sendable {
    /// Age below the limit when the patient became metastatic; nil where the date of birth or M0 is missing.
    public let isYoung: Bool?
    /// Lung or liver metastasis confirmed.
    public let isVisceral: Bool
    /// Oestrogen and progesterone receptors negative; nil where either is missing.
    public let isHormoneReceptorNegative: Bool?
    /// Whether so many of those that the protocol names hold that the risk counts as high.
    public private(set) var isHigh: Bool

    /// The factors of a patient; ages are whole years from the first day the date of birth may mean.
    public init(_ assessment: Assessment) {
        let facts = assessment.facts
        if let birth = facts.birthDate, let since = facts.M0 {
            isYoung = since.date.first.wholeYears(since: birth.first) < assessment.rules.classification.youngBelowAge
        } else {
            isYoung = nil
        }
        isVisceral = facts.sites.confirmations.contains { $0.site == .lung || $0.site == .liver }
        let receptors = [facts.biomarkers.er, facts.biomarkers.pr].map { $0.map { $0.result == .negative } }
        // One that is positive settles it.
        isHormoneReceptorNegative = receptors.contains(false) ? false : receptors.contains(nil) ? nil : true
        isHigh = false
        let risk = assessment.rules.risk
        isHigh = risk.factors.count { holds($0) } >= risk.highFrom
    }

    private func holds(_ factor: RiskFactor) -> Bool {
        switch factor {
        case .young: isYoung ?? false
        case .lungOrLiver: isVisceral
        case .receptorsNegative: isHormoneReceptorNegative ?? false
        }
    }
}
