/// What a patient must not have.
@frozen
public enum Contraindication: String, CaseIterable, Hashable, Sendable {
    /// Magnetic resonance imaging.
    case mri
    /// Gadolinium contrast.
    case gadolinium
}
