/// What a scan of anything but the brain showed.
@frozen
public enum BodyImagingResult: String, CaseIterable, Hashable, Sendable {
    /// No tumour.
    case negative
    /// Tumour.
    case positive
    /// Cannot be told.
    case equivocal
    /// The images do not allow a reading.
    case nonDiagnostic = "non-diagnostic"
}
