import ClinicalModel

/// What was imaged and how.
enum ImagingKind: String, CaseIterable, Hashable, Sendable {
    case mriBrain = "mri-brain"
    case ctBrain = "ct-brain"
    case mriSpine = "mri-spine"
    case mammogram
    case ctBody = "ct-body"
    case pet

    /// Whether it images the brain or the spine.
    var isOfCNS: Bool {
        switch self {
        case .mriBrain, .ctBrain, .mriSpine: true
        case .mammogram, .ctBody, .pet: false
        }
    }

    /// The item an appointment for it is of; nil where no item is owed that way.
    var item: Item? {
        switch self {
        case .mriBrain: .brainMRI
        case .mriSpine: .spineMRI
        case .mammogram: .mammogram
        case .ctBrain, .ctBody, .pet: nil
        }
    }
}
