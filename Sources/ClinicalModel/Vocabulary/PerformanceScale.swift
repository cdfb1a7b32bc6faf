/// A scale on which a patient's condition is recorded.
@frozen
public enum PerformanceScale: String, CaseIterable, Hashable, Sendable {
    /// Karnofsky performance status, 0 to 100.
    case kps
    /// ECOG performance status, 0 to 5.
    case ecog
    /// Left ventricular ejection fraction, per cent.
    case lvef
}
