/// How the brain was imaged.
@frozen
public enum BrainModality: String, CaseIterable, Hashable, Sendable {
    /// Magnetic resonance imaging.
    case mri = "mri-brain"
    /// Computed tomography.
    case ct = "ct-brain"
}
