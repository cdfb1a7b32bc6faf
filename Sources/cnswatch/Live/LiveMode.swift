/// What the screen of the live work-list is for at the moment, and what the keys mean there.
enum LiveMode: Equatable {
    /// The list; keys move and choose.
    case list
    /// A text to read: a patient, an explanation, what became of an act, help.
    case reading(title: String, lines: [String], top: Int)
    /// Typing what to look for.
    case searching
    /// Typing the answer to a question of an act.
    case answering(LiveAct, text: String)
    /// What an act would change is shown; yes does it.
    case confirming(LiveAct, lines: [String])
}
