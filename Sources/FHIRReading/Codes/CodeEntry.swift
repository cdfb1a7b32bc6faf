/// What the tables say of one code.
struct CodeEntry: Hashable, Sendable {
    /// What it stands for.
    let meaning: CodeMeaning
    /// What it leaves open, to be asked; nil where it leaves nothing open.
    let doubt: String?
    /// The file and line it stands on.
    let place: String
}
