/// What a template is made of, once it is read.
enum TemplatePiece: Hashable, Sendable {
    /// Text that is copied.
    case text(String)
    /// A value of the message, or of the entry or line at hand.
    case word(TemplateWord)
    /// What stands between the two ends of a section.
    indirect case section(TemplateSection, [TemplatePiece])
}
