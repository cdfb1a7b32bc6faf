/// The templates of a mail: one for each part of it.
public struct MessageTemplates: Hashable, Sendable {
    /// The subject.
    public let subject: Template
    /// The plain text.
    public let text: Template
    /// The HTML.
    public let html: Template

    /// The templates that hold where the configuration names no others. Names show only where the entries have them.
    public static let builtIn = MessageTemplates()

    /// These templates; a part without one, or whose template was read as another part, has the built-in one.
    public init(subject: Template? = nil, text: Template? = nil, html: Template? = nil) {
        self.subject = MessageTemplates.template(subject, .subject, DefaultTemplates.subject)
        self.text = MessageTemplates.template(text, .text, DefaultTemplates.text)
        self.html = MessageTemplates.template(html, .html, DefaultTemplates.html)
    }

    private static func template(_ template: Template?, _ part: TemplatePart, _ builtIn: String) -> Template {
        guard let template, template.part == part else { return Template(builtIn: builtIn, part: part) }
        return template
    }
}
