/// What a brain scan showed.
@frozen
public enum BrainImagingResult: String, CaseIterable, Hashable, Sendable {
    /// No CNS metastasis.
    case negative
    /// New metastases.
    case newLesions = "new-lesions"
    /// Known metastases, unchanged.
    case stable
    /// Known metastases, smaller.
    case response
    /// Known metastases, larger or more.
    case progression
    /// Cannot be told apart, as radiation necrosis from tumour.
    case equivocal
    /// The images do not allow a reading.
    case nonDiagnostic = "non-diagnostic"
}
