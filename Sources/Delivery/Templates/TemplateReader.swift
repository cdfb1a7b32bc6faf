/// Reads the text of a template, line by line, and collects all that is wrong with it.
///
/// A section's end or beginning, or a comment `{{! ... }}`, that has a line to itself leaves no line behind.
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

    /// The pieces of the template; of use only where there are no problems.
    var pieces: [TemplatePiece] { outermost }

    init(_ text: String, part: TemplatePart) {
        guard text.utf8.count <= TemplateReader.largest else {
            problems.append((1, .tooLarge(limit: TemplateReader.largest)))
            return
        }
        var lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map { bytes in
            Substring(bytes.last == 13 ? bytes.dropLast() : bytes)
        }
        // What an editor leaves behind the last line is no line.
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
            // A line with nothing but one tag of this kind, and blanks, is no line of the message.
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
