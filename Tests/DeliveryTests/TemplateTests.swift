import Delivery
import TestSupport
import Testing

@Suite("Templates")
struct TemplateTests {
    private func rendered(_ text: String, _ part: TemplatePart = .text, _ message: OutgoingMessage) throws -> String {
        try Template(text, part: part, file: "test").render(message)
    }

    private func problems(_ text: String, _ part: TemplatePart = .text) -> [String] {
        do {
            _ = try Template(text, part: part, file: "t")
            return []
        } catch {
            return error.faults.map { "\($0.line): \($0.problem.reason)" }
        }
    }

    @Test func `the built-in templates make the golden text, HTML and subject`() throws {
        for (name, message) in [("digest", Samples.message()), ("drill", Samples.message(kind: .drill, entries: []))] {
            let templates = MessageTemplates.builtIn
            let text =
                "Subject: \(templates.subject.render(message))\n\n\(templates.text.render(message))\n"
                + templates.html.render(message)
            try GoldenFile("\(name).txt").hold(text)
        }
    }

    @Test func `every word stands for its part of the message`() throws {
        let text = """
            {{title}}|{{kind}}|{{priority}}|{{id}}|{{at}}|{{route}}|{{receiver}}|{{ count }}
            {{#entries}}{{subject}}|{{item}}|{{stage}}|{{urgency}}|{{due}}|{{latest}}|{{days_late}}|{{why}}|{{name}}|{{title}};{{/entries}}
            {{#closing}}<{{line}}>{{/closing}}
            """
        #expect(
            try rendered(text, .text, Samples.message(kind: .catchUp, closing: ["a", "b"])) == """
                2 items to look at|catch-up|warning|outbox-42.1|2026-05-01T07:05:09Z|breast clinic|coordinator|2
                p-7f3a9c|brain-mri|overdue|soon|2026-03-20|2026-04-03|28|no owner for 10 working days||2 items to look at;\
                p-00d1e5|treatment-decision|due|urgent|2026-05-01|2026-05-08|0|first told|Łucja O'Neill <née Núñez>|2 items to look at;
                <a><b>

                """)
    }

    @Test func `a section, its end and a comment that have a line to themselves leave none behind`() throws {
        let text = "a\n  {{#entries}}  \n- {{item}}\n{{/entries}}\r\n{{! nothing }}\nb {{! here }}c"
        #expect(try rendered(text, .text, Samples.message()) == "a\n- brain-mri\n- treatment-decision\nb c\n")
    }

    @Test func `late and name show only where an entry is late or has a name`() throws {
        let text = "{{#entries}}{{item}}{{#late}} +{{days_late}}{{/late}}{{#name}} {{name}}{{/name}};{{/entries}}"
        #expect(
            try rendered(text, .text, Samples.message())
                == "brain-mri +28;treatment-decision Łucja O'Neill <née Núñez>;\n")
    }

    @Test func `values are escaped in HTML, and keep to their line everywhere`() throws {
        let message = Samples.message(title: "a<b>&\"'\r\nBcc: x\u{2028}y\u{202E}z\u{0}")
        #expect(
            try rendered("{{title}}{{#drill}}D{{/drill}}", .html, message)
                == "a&lt;b&gt;&amp;&quot;&#39;  Bcc: x yz \n")
        #expect(try rendered("{{title}}", .text, message) == "a<b>&\"'  Bcc: x yz \n")
        #expect(try rendered(" {{title}} \n", .subject, message) == "a<b>&\"'  Bcc: x yz")
        #expect(try rendered("{{title}}", .text, Samples.message(title: "{{kind}}")) == "{{kind}}\n")
    }

    @Test func `a drill is marked in subject and first line, whatever the template says`() throws {
        let drill = Samples.message(kind: .drill, title: "t")
        #expect(try rendered("{{title}}", .subject, drill) == "[DRILL] t")
        #expect(try rendered("{{title}}", .text, drill).hasPrefix("DRILL: this is a test; nothing is to be done.\n"))
        let html = "{{#drill}}<b>drill</b>{{/drill}}{{title}}"
        #expect(try rendered(html, .html, drill) == "<b>drill</b>t\n")
        #expect(try rendered(html, .html, Samples.message(title: "t")) == "t\n")
    }

    @Test(arguments: [
        ("{{tilte}}", "1: {{tilte}} stands for nothing"),
        ("a\n{{#entry}}", "2: there is no section {{#entry}}"),
        ("{{item}}", "1: {{item}} means nothing outside of {{#entries}}"),
        ("{{#closing}}{{item}}{{/closing}}", "1: {{item}} means nothing outside of {{#entries}}"),
        ("{{#late}}x{{/late}}", "1: {{#late}} means nothing outside of {{#entries}}"),
        ("{{line}}", "1: {{line}} means nothing outside of {{#closing}}"),
        ("a\nb\n{{#entries}}\nc", "3: {{#entries}} is not closed"),
        ("a\n{{/entries}}", "2: {{/entries}} closes nothing"),
        ("{{#entries}}{{#closing}}{{/closing}}{{/entries}}", "1: {{#closing}} stands inside of {{#entries}}"),
        ("a {{title\n}}", "1: {{ has no }} on its line"),
        (" \n", "1: the template is empty"),
        ("", "1: the template is empty"),
        (String(repeating: "a", count: 65_537), "1: the template is larger than 65536 bytes"),
    ])
    func `what is wrong is found when it is read, with its line`(text: String, problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test func `all that is wrong is told at once, by line`() {
        #expect(
            problems("{{#entries}}{{#drill}}\n{{nmae}}\n{{/entries}}\n{{/drill}}") == [
                "1: {{#entries}} is not closed", "2: {{nmae}} stands for nothing",
                "3: {{/entries}} stands where {{#drill}} is still open",
            ])
    }

    @Test func `a subject has one line, and HTML says of a drill that it is one`() {
        #expect(problems("a\nb\n", .subject) == ["2: the subject has more than one line"])
        #expect(problems("a\n", .subject) == [])
        let lacking = ["1: the template does not mark a drill as one"]
        #expect(problems("<p>{{title}}</p>", .html) == lacking)
        #expect(problems("{{#drill}}{{/drill}}", .html) == lacking)
        #expect(problems("{{#entries}}{{#drill}}x{{/drill}}{{/entries}}", .html) == lacking)
    }

    @Test func `a template that was read as another part is not used for this one`() throws {
        let text = try Template("mine", part: .text, file: "t")
        #expect(MessageTemplates(subject: text, text: text).subject == MessageTemplates.builtIn.subject)
        #expect(MessageTemplates(subject: text, text: text).text == text)
    }
}
