/// The form of one part of a message, as a file gives it.
///
/// The file is text in which these words stand for parts of the message:
/// - `{{title}}`, `{{kind}}`, `{{priority}}`, `{{id}}`, `{{at}}` (UTC), `{{route}}`, `{{receiver}}` and `{{count}}`, the
///   number of entries, anywhere;
/// - `{{#entries}}` ... `{{/entries}}`, repeated for each entry, with `{{subject}}` (the opaque token of the patient),
///   `{{item}}`, `{{stage}}`, `{{urgency}}`, `{{due}}`, `{{latest}}`, `{{days_late}}`, `{{why}}` and `{{name}}` in it, and
///   with `{{#late}}` ... `{{/late}}` only where the entry is late, `{{#name}}` ... `{{/name}}` only where it has a name;
/// - `{{#closing}}` ... `{{/closing}}`, repeated for each closing line, which is `{{line}}`;
/// - `{{#drill}}` ... `{{/drill}}`, only in a drill;
/// - `{{! ... }}`, a comment.
///
/// An HTML template must mark a drill; subjects and texts are marked without its help.
public struct Template: Hashable, Sendable {
    /// The part of a message it makes.
    public let part: TemplatePart
    private let pieces: [TemplatePiece]

    /// The template that a file holds.
    ///
    /// - Parameter file: the file's name, for faults.
    /// - Throws: all that is wrong with it, so that nothing is found at delivery.
    public init(_ text: String, part: TemplatePart, file: String) throws(TemplateRefusal) {
        let reader = TemplateReader(text, part: part)
        guard reader.problems.isEmpty else {
            throw TemplateRefusal(
                reader.problems.map { TemplateFault(file: file, line: $0.line, problem: $0.problem) })
        }
        self.part = part
        pieces = reader.pieces
    }

    /// A template of this package, which the tests read for faults.
    init(builtIn text: String, part: TemplatePart) {
        self.part = part
        pieces = TemplateReader(text, part: part).pieces
    }

    /// The part of a message: a subject without a line break, or lines that each end with a line feed.
    public func render(_ message: OutgoingMessage) -> String {
        var text = ""
        add(pieces, of: message, entry: nil, line: nil, to: &text)
        switch part {
        case .subject: return (message.kind == .drill ? "[DRILL] " : "") + SingleLine.trimmed(text)
        case .text: return (message.kind == .drill ? "DRILL: this is a test; nothing is to be done.\n\n" : "") + text
        case .html: return text
        }
    }

    private func add(
        _ pieces: [TemplatePiece], of message: OutgoingMessage, entry: OutgoingMessage.Entry?, line: String?,
        to text: inout String
    ) {
        for piece in pieces {
            switch piece {
            case .text(let copied): text += copied
            case .word(let word): text += shown(word.value(of: message, entry: entry, line: line))
            case .section(.entries, let inner):
                for entry in message.entries { add(inner, of: message, entry: entry, line: nil, to: &text) }
            case .section(.closing, let inner):
                for line in message.closing { add(inner, of: message, entry: nil, line: line, to: &text) }
            case .section(.drill, let inner):
                if message.kind == .drill { add(inner, of: message, entry: entry, line: line, to: &text) }
            case .section(.name, let inner):
                if entry?.name != nil { add(inner, of: message, entry: entry, line: line, to: &text) }
            case .section(.late, let inner):
                if entry?.daysLate ?? 0 > 0 { add(inner, of: message, entry: entry, line: line, to: &text) }
            }
        }
    }

    private func shown(_ value: String) -> String {
        let value = SingleLine.text(value)
        switch part {
        case .subject, .text: return value
        case .html: return EscapedHTML.text(value)
        }
    }
}
