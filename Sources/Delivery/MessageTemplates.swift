/// The templates of a mail: one for each part of it.
public struct MessageTemplates: Hashable, Sendable {
    /// The subject.
    public let subject: Template
    /// The plain text.
    public let text: Template
    /// The HTML.
    public let html: Template

    /// The default templates. They show names only where the entries have them.
    public static let builtIn = MessageTemplates()

    /// Creates a set of templates; a part without a template, or with one for a different part, gets the built-in one.
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

/// The default templates; `etc/cnswatch/templates` has them as files.
enum DefaultTemplates {
    static let subject = "[cnswatch] {{title}}\n"

    static let text = """
        {{title}}

        {{#entries}}
        - {{item}} {{stage}}{{#late}}, days late: {{days_late}}{{/late}}, urgency: {{urgency}}
          patient {{subject}}{{#name}}, {{name}}{{/name}}
          due {{due}}, latest {{latest}}
          told because: {{why}}

        {{/entries}}
        {{#closing}}
        {{line}}
        {{/closing}}

        --
        Sent by cnswatch to {{receiver}} by the route {{route}}, decided {{at}}.
        To see the patient behind a token: cnswatch show TOKEN

        """

    static let html = """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>{{title}}</title></head>
        <body>
        {{#drill}}
        <p><strong>DRILL: this is a test; nothing is to be done.</strong></p>
        {{/drill}}
        <h1>{{title}}</h1>
        <ul>
        {{#entries}}
        <li><strong>{{item}} {{stage}}</strong>{{#late}}, days late: {{days_late}}{{/late}}, urgency: {{urgency}}<br>
        patient <code>{{subject}}</code>{{#name}}, {{name}}{{/name}}<br>
        due {{due}}, latest {{latest}}<br>
        told because: {{why}}</li>
        {{/entries}}
        </ul>
        {{#closing}}
        <p>{{line}}</p>
        {{/closing}}
        <hr>
        <p>Sent by cnswatch to {{receiver}} by the route {{route}}, decided {{at}}.<br>
        To see the patient behind a token: <code>cnswatch show TOKEN</code></p>
        </body>
        </html>

        """
}
