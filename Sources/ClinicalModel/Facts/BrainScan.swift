/// A row of imaging of the brain.
public struct BrainScan: Hashable, Sendable {
    /// The row.
    public let row: Occurrence
    /// How the brain was imaged.
    public let modality: BrainModality
    /// What it showed.
    public let result: BrainImagingResult
    /// What the row tells of lesions.
    public let lesions: LesionDescription
    /// Whether MRI was contraindicated on its day.
    public let wasMRIContraindicated: Bool

    /// Whether it allows a reading.
    public var isDiagnostic: Bool { result != .nonDiagnostic }

    /// Whether it counts as surveillance: diagnostic, and an MRI, or a CT on a day when MRI was contraindicated.
    public var isAdequate: Bool { isDiagnostic && (modality == .mri || wasMRIContraindicated) }

    /// Whether it shows a finding: `new-lesions` or `progression`.
    public var isFinding: Bool {
        switch result {
        case .newLesions, .progression: true
        case .negative, .stable, .response, .equivocal, .nonDiagnostic: false
        }
    }
}
