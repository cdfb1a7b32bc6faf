/// The part of a message that a template makes.
public enum TemplatePart: String, CaseIterable, Hashable, Sendable {
    /// The subject of a mail: one line.
    case subject
    /// What is read as plain text.
    case text
    /// What is read as HTML; values are escaped.
    case html
}
