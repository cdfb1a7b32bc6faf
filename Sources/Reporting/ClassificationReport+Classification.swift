import CivilCalendar
import ClinicalModel
import ControlInterface
import Surveillance

extension ClassificationReport {
    /// The report of a classification.
    public init(_ classification: Classification) {
        let gpa = classification.gpa
        self.init(
            extent: classification.extent?.rawValue, anatomy: classification.anatomy?.rawValue,
            large: classification.isLarge, criticalSite: classification.criticalSite?.rawValue,
            response: classification.response?.rawValue, presentation: classification.presentation.rawValue,
            young: classification.risk.isYoung, visceral: classification.risk.isVisceral,
            hormoneReceptorNegative: classification.risk.isHormoneReceptorNegative,
            highRisk: classification.risk.isHigh, inPeak: classification.isInPeak,
            onlyAgentsNotCNSActive: classification.isOnlyOnAgentsNotCNSActive,
            favourableNumber: classification.isFavourableNumber, kps: classification.kps,
            gpaLowTenths: gpa?.tenths.lowerBound, gpaHighTenths: gpa?.tenths.upperBound, gpaMissing: gpa?.missing ?? [])
    }
}
