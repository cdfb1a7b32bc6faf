/// One difference between two states of a patient's care, in words.
public struct Change: Hashable, Sendable {
    /// What is another: `phase`, or an item.
    public let subject: String
    /// What it was.
    public let before: String
    /// What it is.
    public let after: String

    /// A change of a subject.
    public init(_ subject: String, from before: String, to after: String) {
        self.subject = subject
        self.before = before
        self.after = after
    }
}

extension Change: CustomStringConvertible {
    /// `brain-mri: due 2026-02-01 (F3) -> due 2026-05-01 (F3)`
    public var description: String { "\(subject): \(before) -> \(after)" }
}
