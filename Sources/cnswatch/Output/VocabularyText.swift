import RosterReading

/// The words of the events, as help has them.
enum VocabularyText {
    private static let width = 76

    /// An entry a paragraph: the event, then what stands beside it.
    static var lines: [String] {
        EventVocabulary().entries.flatMap { entry in
            var parts: [String] = []
            if !entry.details.isEmpty {
                parts.append(choice(entry.details + (entry.acceptsOtherDetails ? ["..."] : [])))
            }
            if !entry.results.isEmpty { parts.append(choice(entry.results)) }
            if let form = entry.resultForm { parts.append("(\(form))") }
            if !entry.sites.isEmpty { parts.append(choice(entry.sites)) }
            let options = entry.otherColumns.filter { $0 != "site" || entry.sites.isEmpty }
            parts += options.map { "[\($0)=...]" }
            return wrapped([entry.event] + parts.flatMap { $0.split(separator: " ").map(String.init) })
        }
    }

    private static func choice(_ words: [String]) -> String {
        words.count == 1 ? words[0] : "(\(words.joined(separator: " | ")))"
    }

    private static func wrapped(_ words: [String]) -> [String] {
        var lines = [""]
        for word in words {
            if lines[lines.count - 1].utf8.count + 1 + word.utf8.count > width { lines.append("   ") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines
    }
}
