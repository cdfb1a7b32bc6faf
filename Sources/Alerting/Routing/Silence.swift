import CivilCalendar

/// A time in which what matches is not told; it is told when the time is over. Emergencies pass.
public struct Silence: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// What is silenced.
    public let matcher: Matcher
    /// The last day on which it holds.
    public let until: CivilDate

    /// A silence of these parts.
    public init(id: Int64, matcher: Matcher, until: CivilDate) {
        self.id = id
        self.matcher = matcher
        self.until = until
    }
}
