import ArgumentParser
import ClinicalModel
import Terminal

/// The name of an item, as it is written on the command line.
enum ItemWord {
    /// What a shell completes it to.
    static var completion: CompletionKind { .list(Item.allCases.map(\.rawValue)) }

    /// Throws where a text is there and names no item.
    static func check(_ text: String?) throws {
        guard let text, Item(rawValue: text) == nil else { return }
        throw ValidationError(
            "There is no item \(TerminalText.visible(text)). "
                + "The items: \(Item.allCases.map(\.rawValue).joined(separator: ", ")).")
    }

    /// Reads one that must be there.
    static func read(_ text: String) throws -> String {
        try check(text)
        return text
    }
}
