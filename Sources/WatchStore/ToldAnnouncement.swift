import CivilCalendar

/// What was told of an item, or decided not to be told by itself.
public struct ToldAnnouncement: Hashable, Sendable {
    /// The item.
    public let item: String
    /// The step: a word of `AnnouncementStage`.
    public let stage: String
    /// The day that tells its occasion from others.
    public let due: CivilDate
    /// Why it was told or not: a word of `AnnouncementReason`.
    public let reason: String
    /// When it was decided, in seconds since 1970.
    public let at: Int
}
