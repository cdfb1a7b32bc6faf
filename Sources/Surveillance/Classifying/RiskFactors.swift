import CivilCalendar
import ClinicalModel

/// Risk factors for CNS disease. They order the work-list and serve one rule that ships turned off; they lengthen nothing.
public struct RiskFactors: Hashable, Sendable {
    /// Age below the limit when the patient became metastatic; nil where the date of birth or M0 is missing.
    public let isYoung: Bool?
    /// Lung or liver metastasis confirmed.
    public let isVisceral: Bool
    /// Oestrogen and progesterone receptors negative; nil where either is missing.
    public let isHormoneReceptorNegative: Bool?
    /// Whether so many of the three hold that the risk counts as high.
    public let isHigh: Bool

    /// The factors in these facts; ages are whole years from the first day the date of birth may mean.
    public init(facts: Facts, bounds: SurveillanceProtocol.ClassificationBounds) {
        if let birth = facts.birthDate, let since = facts.metastaticSince {
            isYoung = since.date.first.wholeYears(since: birth.first) < bounds.youngBelowAge
        } else {
            isYoung = nil
        }
        isVisceral = facts.sites.confirmations.contains { $0.site == .lung || $0.site == .liver }
        let receptors = [facts.biomarkers.er, facts.biomarkers.pr].map { $0.map { $0.result == .negative } }
        // One that is positive settles it.
        isHormoneReceptorNegative = receptors.contains(false) ? false : receptors.contains(nil) ? nil : true
        let holding = [isYoung ?? false, isVisceral, isHormoneReceptorNegative ?? false].count(where: \.self)
        isHigh = holding >= bounds.highRiskFrom
    }
}
