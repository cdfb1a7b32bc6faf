import ArgumentParser
import RosterReading

/// What a shell completes the words of an event to.
enum EventCompletion {
    /// Every word of the vocabulary, once.
    static var words: CompletionKind {
        let words = EventVocabulary().entries.flatMap { [$0.event] + $0.details + $0.results + $0.sites }
        return .list(Set(words).sorted())
    }
}
