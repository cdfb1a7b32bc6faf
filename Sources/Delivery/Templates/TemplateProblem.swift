/// What can be wrong with a template.
public enum TemplateProblem: Hashable, Sendable {
    /// A word in `{{...}}` that stands for nothing.
    case unknownWord(String)
    /// A section that does not exist.
    case unknownSection(String)
    /// A word or section outside of the section it belongs to; both by name.
    case misplaced(String, home: String)
    /// A repeated section inside another one.
    case nested(String, inside: String)
    /// A section that is not closed up to the end of the file.
    case unclosedSection(String)
    /// The end of a section where none is open.
    case strayEnd(String)
    /// The end of one section while another is open.
    case crossedEnd(String, open: String)
    /// `{{` without `}}` on the same line.
    case unclosedBraces
    /// A subject of more than one line.
    case severalLines
    /// Nothing but blanks.
    case empty
    /// More bytes than this.
    case tooLarge(limit: Int)
    /// HTML that says nothing of a drill.
    case lacksDrill
}

extension TemplateProblem: CustomStringConvertible {
    /// What is wrong, then what to do about it.
    public var description: String { "\(reason); \(remedy)" }

    /// What is wrong.
    public var reason: String {
        switch self {
        case .unknownWord(let name): "{{\(name)}} stands for nothing"
        case .unknownSection(let name): "there is no section {{#\(name)}}"
        case .misplaced(let name, let home): "\(name) means nothing outside of {{#\(home)}}"
        case .nested(let name, let inside): "{{#\(name)}} stands inside of {{#\(inside)}}"
        case .unclosedSection(let name): "{{#\(name)}} is not closed"
        case .strayEnd(let name): "{{/\(name)}} closes nothing"
        case .crossedEnd(let name, let open): "{{/\(name)}} stands where {{#\(open)}} is still open"
        case .unclosedBraces: "{{ has no }} on its line"
        case .severalLines: "the subject has more than one line"
        case .empty: "the template is empty"
        case .tooLarge(let limit): "the template is larger than \(limit) bytes"
        case .lacksDrill: "the template does not mark a drill as one"
        }
    }

    /// What to write or do instead; never empty.
    public var remedy: String {
        switch self {
        case .unknownWord: "write one of \(TemplateProblem.names(TemplateWord.allCases.map(\.rawValue)))"
        case .unknownSection: "write one of \(TemplateProblem.names(TemplateSection.allCases.map(\.rawValue)))"
        case .misplaced(_, let home): "move it between {{#\(home)}} and {{/\(home)}}"
        case .nested(_, let inside): "move it behind {{/\(inside)}}"
        case .unclosedSection(let name): "write {{/\(name)}} where it ends"
        case .strayEnd(let name): "remove it, or write {{#\(name)}} where the section begins"
        case .crossedEnd(_, let open): "write {{/\(open)}} before it"
        case .unclosedBraces: "write {{word}} on one line; braces of other kinds may stand alone"
        case .severalLines: "write it on one line"
        case .empty: "write what a receiver is to read, or remove the template from the configuration"
        case .tooLarge: "name a template; this is something else"
        case .lacksDrill: "write {{#drill}}This is a drill.{{/drill}} where it is read first"
        }
    }

    private static func names(_ names: [String]) -> String { names.joined(separator: ", ") }
}
