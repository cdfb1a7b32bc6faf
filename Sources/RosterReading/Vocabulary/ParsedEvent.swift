import CivilCalendar
import ClinicalModel

/// What the words of an event mean.
public struct ParsedEvent: Hashable, Sendable {
    /// When it happened.
    public let date: PartialDate
    /// What happened.
    public let content: EventContent
    /// What is accepted as written and yet doubtful, such as an agent whose name is a letter off a known one.
    public let warnings: [FieldFault]
}
