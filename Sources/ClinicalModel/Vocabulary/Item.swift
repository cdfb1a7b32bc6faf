/// Something a patient may be owed. The names are those of rosters, protocol files and the control interface.
@frozen
public enum Item: String, CaseIterable, Hashable, Sendable {
    /// Imaging of the brain.
    case brainMRI = "brain-mri"
    /// Imaging of the spine.
    case spineMRI = "spine-mri"
    /// A decision on the treatment of CNS disease.
    case treatmentDecision = "treatment-decision"
    /// An evaluation for clinical trials.
    case trialEvaluation = "trial-evaluation"
    /// A biopsy of a suspected metastasis.
    case biopsy
    /// A cerebrospinal fluid sample.
    case csf
    /// A follow-up consultation.
    case visit
    /// A mammogram.
    case mammogram
    /// A measurement of heart function.
    case cardiacFunction = "cardiac-function"
    /// Surveillance offered again to a patient who declined it.
    case reOffer = "re-offer"
    /// The correction of missing or faulty data.
    case dataCorrection = "data-correction"
}

extension Item {
    /// Whether it is one of the two items a scanner is needed for: brain and spine imaging.
    public var isImaging: Bool { self == .brainMRI || self == .spineMRI }

    /// The place in `allCases`. Spelt out, since every plan asks for the rules of each.
    public var index: Int {
        switch self {
        case .brainMRI: 0
        case .spineMRI: 1
        case .treatmentDecision: 2
        case .trialEvaluation: 3
        case .biopsy: 4
        case .csf: 5
        case .visit: 6
        case .mammogram: 7
        case .cardiacFunction: 8
        case .reOffer: 9
        case .dataCorrection: 10
        }
    }

    /// The items whose repeat interval an `interval` row may replace for one patient.
    public static let withRepeatInterval: [Item] = [.brainMRI, .spineMRI, .visit, .mammogram]
}
