/// How HER2 was tested.
enum HER2Method: String, CaseIterable, Hashable, Sendable {
    /// Immunohistochemistry.
    case ihc
    /// In-situ hybridisation.
    case ish
    /// Not stated.
    case unstated
}
