/// Parses the text of a template, line by line, and collects all faults.
///
/// A section tag or a comment `{{! ... }}` that is alone on a line leaves no line behind.
struct TemplateReader {
    private struct Open {
        let section: TemplateSection
        let line: Int
        var pieces: [TemplatePiece] = []
    }

    static let largest = 65_536

    private(set) var problems: [(line: Int, problem: TemplateProblem)] = []
    private var outermost: [TemplatePiece] = []
    private var open: [Open] = []
    private var line = 0
    private var marksDrill = false

    /// The parsed pieces; meaningful only if there are no faults.
    var pieces: [TemplatePiece] { outermost }

    init(_ text: String, part: TemplatePart) {
        guard text.utf8.count <= TemplateReader.largest else {
            problems.append((1, .tooLarge(limit: TemplateReader.largest)))
            return
        }
        var lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map { bytes in
            Substring(bytes.last == 13 ? bytes.dropLast() : bytes)
        }
        // The line feed at the end of the file does not start a further line.
        if lines.last == "" { lines.removeLast() }
        for line in lines { take(line) }
        for section in open.reversed() { report(.unclosedSection(section.section.rawValue), line: section.line) }
        if lines.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { report(.empty, line: 1) }
        switch part {
        case .subject: if lines.count > 1 { report(.severalLines, line: 2) }
        case .text: break
        case .html: if !marksDrill, !lines.isEmpty { report(.lacksDrill, line: 1) }
        }
        problems.sort { $0.line < $1.line }
    }

    private mutating func report(_ problem: TemplateProblem, line: Int? = nil) {
        problems.append((line ?? self.line, problem))
    }

    private mutating func take(_ text: Substring) {
        line += 1
        var rest = text
        var hasTag = false
        var isAlone = true
        while let start = rest.firstRange(of: "{{") {
            let before = rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "}}") else {
                report(.unclosedBraces)
                return
            }
            let tag = rest[..<end.lowerBound]
            rest = rest[end.upperBound...]
            let leavesLine = !(tag.first.map { "#/!".contains($0) } ?? false)
            // A line that holds only one such tag and blanks is not a line of the message.
            isAlone = !hasTag && !leavesLine && before.allSatisfy(\.isWhitespace) && rest.allSatisfy(\.isWhitespace)
            hasTag = true
            if !isAlone { add(.text(String(before))) }
            take(tag: tag)
        }
        if !hasTag || !isAlone { add(.text(String(rest) + "\n")) }
    }

    private mutating func take(tag: Substring) {
        let name = SingleLine.text(String(tag.drop { "#/!".contains($0) }.filter { !$0.isWhitespace }.prefix(40)))
        switch tag.first {
        case "!": break
        case "#": begin(name)
        case "/": end(name)
        default: add(word: name)
        }
    }

    private mutating func begin(_ name: String) {
        guard let section = TemplateSection(rawValue: name) else { return report(.unknownSection(name)) }
        if let home = section.home, !isInside(home) { report(.misplaced("{{#\(name)}}", home: home.rawValue)) }
        if section.isRepeating, let outer = open.last(where: { $0.section.isRepeating }) {
            report(.nested(name, inside: outer.section.rawValue))
        }
        open.append(Open(section: section, line: line))
    }

    private mutating func end(_ name: String) {
        guard let section = TemplateSection(rawValue: name) else { return report(.unknownSection(name)) }
        guard let last = open.last else { return report(.strayEnd(name)) }
        guard last.section == section else { return report(.crossedEnd(name, open: last.section.rawValue)) }
        open.removeLast()
        if section == .drill, !last.pieces.isEmpty, !isInside(.entries), !isInside(.closing) { marksDrill = true }
        add(.section(section, last.pieces))
    }

    private mutating func add(word name: String) {
        guard let word = TemplateWord(rawValue: name) else { return report(.unknownWord(name)) }
        if let home = word.home, !isInside(home) { report(.misplaced("{{\(name)}}", home: home.rawValue)) }
        add(.word(word))
    }

    private mutating func add(_ piece: TemplatePiece) {
        if piece == .text("") { return }
        if open.isEmpty {
            outermost.append(piece)
        } else {
            open[open.count - 1].pieces.append(piece)
        }
    }

    private func isInside(_ section: TemplateSection) -> Bool { open.contains { $0.section == section } }
}

/// A template that cannot be used, with all that is wrong with it.
public struct TemplateRefusal: Error, Hashable, Sendable {
    /// The faults, by line; never empty.
    public let faults: [TemplateFault]

    /// Creates a refusal for these faults.
    public init(_ faults: [TemplateFault]) { self.faults = faults }
}

extension TemplateRefusal: CustomStringConvertible {
    /// One line for each fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// One thing wrong with a template, and where.
public struct TemplateFault: Error, Hashable, Sendable {
    /// The file, as the caller named it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What is wrong.
    public let problem: TemplateProblem

    /// Creates a fault at a line of a file.
    public init(file: String, line: Int, problem: TemplateProblem) {
        self.file = file
        self.line = line
        self.problem = problem
    }
}

extension TemplateFault: CustomStringConvertible {
    /// `FILE:LINE: reason; remedy`.
    public var description: String { "\(file):\(line): \(problem)" }
}

/// What can be wrong with a template.
public enum TemplateProblem: Hashable, Sendable {
    /// An unknown word in `{{...}}`.
    case unknownWord(String)
    /// A section that does not exist.
    case unknownSection(String)
    /// A word or section outside the section it belongs to; both by name.
    case misplaced(String, home: String)
    /// A repeated section inside a repeated section.
    case nested(String, inside: String)
    /// A section that is not closed before the end of the file.
    case unclosedSection(String)
    /// The end of a section where none is open.
    case strayEnd(String)
    /// The end of one section while another is open.
    case crossedEnd(String, open: String)
    /// `{{` without `}}` on the same line.
    case unclosedBraces
    /// A subject of more than one line.
    case severalLines
    /// Only blanks.
    case empty
    /// More bytes than this.
    case tooLarge(limit: Int)
    /// HTML that does not mark a drill.
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
