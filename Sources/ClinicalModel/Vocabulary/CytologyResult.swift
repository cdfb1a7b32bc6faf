/// What the cytology of a cerebrospinal fluid sample showed.
@frozen
public enum CytologyResult: String, CaseIterable, Hashable, Sendable {
    /// Tumour cells.
    case positive
    /// No tumour cells.
    case negative
    /// Cannot be told.
    case equivocal
}
