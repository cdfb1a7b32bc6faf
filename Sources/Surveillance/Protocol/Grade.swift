/// How well the figures of a rule are founded.
@frozen
public enum Grade: String, CaseIterable, Hashable, Sendable {
    /// A published guideline gives this figure, or a range that contains it.
    case guideline
    /// A trial used it; no guideline asks for it.
    case trial
    /// No number was found in the literature; the site must decide.
    case local
}
