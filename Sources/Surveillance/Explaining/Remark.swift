/// Something odd in a patient's record that a person should look at; it changes no date.
public struct Remark: Hashable, Sendable {
    /// What is odd.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A row is dated after the day of the plan and does not count yet.
        case futureDated = "future-dated"
        /// A row is dated after the patient's death.
        case afterDeath = "after-death"
        /// HER2 results contradict one another.
        case discordantHER2 = "discordant-her2"
        /// A row ends something that had not begun.
        case endsNothing = "ends-nothing"
        /// The same row stands more than once.
        case repeatedRow = "repeated-row"
        /// Rows of the patient were set aside as faulty.
        case rejectedRows = "rejected-rows"
    }

    /// What is odd.
    public let kind: Kind
    /// The row, where there is one.
    public let fact: FactReference?
    /// What it means, in words.
    public let meaning: String
}
