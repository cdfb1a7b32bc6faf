import ArgumentParser
import CivilCalendar
import ControlInterface
import RosterModel
import Terminal

/// An event as typed: its words in the order of the columns, then the other columns as COLUMN=VALUE.
///
/// An event without a detail starts with its result, and a word written like a date is the date, so `leptomeningeal
/// confirmed 2026-02-01` needs no empty place.
enum EventPhrase {
    /// A column beside the record number and the event, by its name in `events.csv`.
    enum Column: String, CaseIterable {
        case date, detail, result, site, count
        case size = "size_mm"
        case value, note

        fileprivate var place: WritableKeyPath<EventMessage, String?> {
            switch self {
            case .date: \.date
            case .detail: \.detail
            case .result: \.result
            case .site: \.site
            case .count: \.count
            case .size: \.sizeMm
            case .value: \.value
            case .note: \.note
            }
        }

        /// Whether a word without a column name may stand in this one.
        fileprivate func takesWord(of entry: VocabularyEntry) -> Bool {
            switch self {
            case .detail: !entry.details.isEmpty
            case .result: !entry.results.isEmpty || entry.resultForm != nil
            case .site: !entry.sites.isEmpty
            case .value: entry.otherColumns.contains("value")
            case .date, .count, .size, .note: false
            }
        }
    }

    /// Reads one event; the service checks whether its words are valid.
    static func read(_ words: some Collection<String>) throws -> EventMessage {
        guard let first = words.first, !first.isEmpty else {
            throw ValidationError("The event is missing: write it like `imaging mri-brain stable 2026-02-01`.")
        }
        var event = EventMessage(event: first)
        var open = places(of: first)
        for word in words.dropFirst() {
            if let equals = word.firstIndex(of: "=") {
                let name = String(word[..<equals])
                guard let column = Column(rawValue: name) else {
                    throw ValidationError(
                        "There is no column \(TerminalText.visible(name)). "
                            + "The columns: \(Column.allCases.map(\.rawValue).joined(separator: ", ")).")
                }
                try set(column, of: &event, to: String(word[word.index(after: equals)...]))
            } else if PartialDate(word) != nil {
                try set(.date, of: &event, to: word)
            } else if open.isEmpty {
                throw ValidationError(
                    "\(TerminalText.visible(word)) is one word too many after \(TerminalText.visible(first)); "
                        + "what the events take: cnswatch record --help.")
            } else {
                try set(open.removeFirst(), of: &event, to: word)
            }
        }
        return event
    }

    /// Reads several events, with a `+` between them.
    static func readMany(_ words: [String]) throws -> [EventMessage] {
        try words.split(separator: "+", omittingEmptySubsequences: false).map { try read($0) }
    }

    /// Sets a column that is not set yet.
    static func set(_ column: Column, of event: inout EventMessage, to value: String) throws {
        if let said = event[keyPath: column.place] {
            throw ValidationError(
                "The event's \(column.rawValue) is given twice: \(TerminalText.visible(said)) and "
                    + "\(TerminalText.visible(value)).")
        }
        event[keyPath: column.place] = value
    }

    /// The columns for the words of an event without a column name, in order.
    private static func places(of event: String) -> [Column] {
        let entries = EventVocabulary().entries.filter { $0.event == event }
        // The service suggests a correction for a misspelt event; here it may use both columns.
        if entries.isEmpty { return [.detail, .result] }
        return Column.allCases.filter { column in entries.contains { column.takesWord(of: $0) } }
    }
}

/// The shell completions for the words of an event.
enum EventCompletion {
    /// Every word of the vocabulary, once.
    static var words: CompletionKind {
        let words = EventVocabulary().entries.flatMap { [$0.event] + $0.details + $0.results + $0.sites }
        return .list(Set(words).sorted())
    }
}

/// The words of the events, for the help.
enum VocabularyText {
    private static let width = 76

    /// One entry per paragraph: the event, then its other columns.
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
