import SafeText

/// The template of one part of a message, read from a file.
///
/// The file is text in which these words stand for parts of the message:
/// - `{{title}}`, `{{kind}}`, `{{priority}}`, `{{id}}`, `{{at}}` (UTC), `{{route}}`, `{{receiver}}` and `{{count}}`,
///   the number of entries, anywhere;
/// - `{{#entries}}` ... `{{/entries}}`, repeated for each entry, with `{{subject}}` (the opaque token of the patient),
///   `{{item}}`, `{{stage}}`, `{{urgency}}`, `{{due}}`, `{{latest}}`, `{{days_late}}`, `{{why}}` and `{{name}}` in it,
///   and with `{{#late}}` ... `{{/late}}` only where the entry is late, `{{#name}}` ... `{{/name}}` only where it has a
///   name;
/// - `{{#closing}}` ... `{{/closing}}`, repeated for each closing line, which is `{{line}}`;
/// - `{{#drill}}` ... `{{/drill}}`, only in a drill;
/// - `{{! ... }}`, a comment.
///
/// An HTML template must mark a drill; subjects and plain texts are marked automatically.
public struct Template: Hashable, Sendable {
    /// The part of a message it makes.
    public let part: TemplatePart
    private let pieces: [TemplatePiece]

    /// Reads a template from the text of a file.
    ///
    /// - Parameter file: the file's name, for faults.
    /// - Throws: all that is wrong with it, so that no fault remains to appear at delivery.
    public init(_ text: String, part: TemplatePart, file: String) throws(TemplateRefusal) {
        let reader = TemplateReader(text, part: part)
        guard reader.problems.isEmpty else {
            throw TemplateRefusal(
                reader.problems.map { TemplateFault(file: file, line: $0.line, problem: $0.problem) })
        }
        self.part = part
        pieces = reader.pieces
    }

    /// Reads a built-in template, which the tests check for faults.
    init(builtIn text: String, part: TemplatePart) {
        self.part = part
        pieces = TemplateReader(text, part: part).pieces
    }

    /// Renders the part of the message: a subject without a line break, or lines that each end with a line feed.
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
        case .html: return SafeText.html(value)
        }
    }
}

/// The part of a message that a template renders.
public enum TemplatePart: String, CaseIterable, Hashable, Sendable {
    /// The subject of a mail: one line.
    case subject
    /// The plain text.
    case text
    /// The HTML; values are escaped.
    case html
}

/// A parsed part of a template.
enum TemplatePiece: Hashable, Sendable {
    /// Text that is copied.
    case text(String)
    /// A value of the message, or of the current entry or line.
    case word(TemplateWord)
    /// The content of a section.
    indirect case section(TemplateSection, [TemplatePiece])
}

/// What may stand in `{{...}}`.
enum TemplateWord: String, CaseIterable {
    case title
    case kind
    case priority
    case id
    case at
    case route
    case receiver
    case count
    case subject
    case item
    case stage
    case urgency
    case due
    case latest
    case daysLate = "days_late"
    case why
    case name
    case line

    /// The repeated section that it belongs to; nil if it belongs to the message.
    var home: TemplateSection? {
        switch self {
        case .title, .kind, .priority, .id, .at, .route, .receiver, .count: nil
        case .subject, .item, .stage, .urgency, .due, .latest, .daysLate, .why, .name: .entries
        case .line: .closing
        }
    }

    /// Returns its value for a message and the current entry or closing line.
    func value(of message: OutgoingMessage, entry: OutgoingMessage.Entry?, line: String?) -> String {
        switch self {
        case .title: message.title
        case .kind: message.kind.rawValue
        case .priority: message.priority.rawValue
        case .id: message.id
        case .at: UniversalTime(message.at).timestamp
        case .route: message.route
        case .receiver: message.receiver
        case .count: "\(message.entries.count)"
        case .subject: entry?.subject ?? ""
        case .item: entry?.item ?? ""
        case .stage: entry?.stage ?? ""
        case .urgency: entry?.urgency ?? ""
        case .due: entry?.due ?? ""
        case .latest: entry?.latest ?? ""
        case .daysLate: entry.map { "\($0.daysLate)" } ?? ""
        case .why: entry?.why ?? ""
        case .name: entry?.name ?? ""
        case .line: line ?? ""
        }
    }
}

/// What may stand in `{{#...}}` and `{{/...}}`.
enum TemplateSection: String, CaseIterable {
    /// Once for each entry.
    case entries
    /// Once for each closing line.
    case closing
    /// Only in a drill.
    case drill
    /// Only where the entry has a name.
    case name
    /// Only where the entry is late.
    case late

    /// The section it must be in; nil if it may be anywhere.
    var home: TemplateSection? {
        switch self {
        case .entries, .closing, .drill: nil
        case .name, .late: .entries
        }
    }

    /// Whether it repeats, and so gives words a value.
    var isRepeating: Bool {
        switch self {
        case .entries, .closing: true
        case .drill, .name, .late: false
        }
    }
}
