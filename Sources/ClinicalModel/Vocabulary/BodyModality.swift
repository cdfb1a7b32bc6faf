/// Imaging of anything but the brain.
@frozen
public enum BodyModality: String, CaseIterable, Hashable, Sendable {
    /// Magnetic resonance imaging of the spine.
    case mriSpine = "mri-spine"
    /// Mammography.
    case mammogram
    /// Computed tomography of the body.
    case ctBody = "ct-body"
    /// Positron emission tomography.
    case pet
}
