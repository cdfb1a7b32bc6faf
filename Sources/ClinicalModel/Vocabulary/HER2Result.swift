/// The result of one tissue HER2 test.
@frozen
public enum HER2Result: String, CaseIterable, Hashable, Sendable {
    /// Immunohistochemistry 3+: positive.
    case threePlus = "3+"
    /// Immunohistochemistry 2+: equivocal, unless an in-situ hybridisation of the same date decides.
    case twoPlus = "2+"
    /// Immunohistochemistry 1+: negative.
    case onePlus = "1+"
    /// Immunohistochemistry 0: negative.
    case zero = "0"
    /// In-situ hybridisation amplified: positive.
    case amplified = "ish+"
    /// In-situ hybridisation not amplified: negative.
    case notAmplified = "ish-"
    /// Reported positive, method not stated.
    case positive
    /// Reported negative, method not stated.
    case negative
    /// Reported equivocal.
    case equivocal
}
