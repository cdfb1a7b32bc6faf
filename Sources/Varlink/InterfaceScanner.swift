/// Cuts an interface description into tokens and gathers the comments above each.
struct InterfaceScanner {
    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var line = 1
    private var lineStart = 0
    /// The line on which the last token ended; a comment behind it there says nothing of the next one.
    private var tokenLine = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func next() throws(InterfaceParseError) -> InterfaceToken {
        let documentation = skipToToken()
        let start = place
        let kind = takeToken()
        guard let kind else {
            throw InterfaceParseError(.strayCharacter, line: line, column: start - lineStart + 1)
        }
        tokenLine = line
        return InterfaceToken(kind: kind, documentation: documentation, line: line, column: start - lineStart + 1)
    }

    private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private mutating func skipToToken() -> [String] {
        var documentation: [String] = []
        while let scalar = current {
            switch scalar {
            case " ", "\t", "\r":
                place += 1
            case "\n":
                place += 1
                line += 1
                lineStart = place
            case "#":
                let comment = takeComment()
                if line != tokenLine { documentation.append(comment) }
            default:
                return documentation
            }
        }
        return documentation
    }

    /// Takes a comment up to the end of its line: without `#`, one space behind it, and white space at the end.
    private mutating func takeComment() -> String {
        var start = place + 1
        while let scalar = current, scalar != "\n" { place += 1 }
        var end = place
        if start < end, scalars[start] == " " { start += 1 }
        while end > start, [" ", "\t", "\r"].contains(scalars[end - 1]) { end -= 1 }
        return text(start..<end)
    }

    private mutating func takeToken() -> InterfaceToken.Kind? {
        guard let first = current else { return .end }
        switch first {
        case "(", ")", ":", ",", "?", "[", "]":
            place += 1
            return .symbol(first)
        case "-":
            guard place + 1 < scalars.count, scalars[place + 1] == ">" else { return nil }
            place += 2
            return .arrow
        default:
            let start = place
            while let scalar = current, isWord(scalar), !isArrow { place += 1 }
            return place > start ? .word(text(start..<place)) : nil
        }
    }

    private var isArrow: Bool {
        place + 1 < scalars.count && scalars[place] == "-" && scalars[place + 1] == ">"
    }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ".", "-": true
        default: false
        }
    }

    private func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }
}
