import ClinicalModel

/// An event as a person of the staff recorded it.
public struct RecordedFact: Hashable, Sendable {
    /// When, and what happened; its row is the number of the act, negative.
    public let event: Event
    /// What the person added in their own words; may be empty.
    public let note: String

    /// A fact of these parts.
    public init(_ event: Event, note: String = "") {
        self.event = event
        self.note = note
    }
}
