/// A hormone receptor of the tumour.
@frozen
public enum HormoneReceptor: String, CaseIterable, Hashable, Sendable {
    /// Oestrogen receptor.
    case er
    /// Progesterone receptor.
    case pr
}
