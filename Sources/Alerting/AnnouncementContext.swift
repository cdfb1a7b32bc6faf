import CivilCalendar

/// The circumstances of one round of announcements.
public struct AnnouncementContext: Hashable, Sendable {
    /// How many announcements are told one by one at most, where the configuration says nothing else.
    public static let defaultLimit = 25

    /// The civil day in the clinic.
    public let today: CivilDate
    /// The day of the last evaluation before this one; nil where there was none: a first import.
    public let lastEvaluated: CivilDate?
    /// How many announcements that are no emergencies are told one by one at most.
    public let limit: Int

    /// The circumstances of a round on a day.
    public init(
        today: CivilDate, lastEvaluated: CivilDate?, limit: Int = AnnouncementContext.defaultLimit
    ) {
        self.today = today
        self.lastEvaluated = lastEvaluated
        self.limit = limit
    }

    /// Why this many announcements are told in one summary; nil where each is told by itself.
    func reasonToSummarise(_ count: Int) -> AnnouncementReason? {
        guard let lastEvaluated else { return .firstImport }
        // A clock that went back makes this negative, which is no downtime.
        if today.days(since: lastEvaluated) > 1 { return .downtime }
        return count > limit ? .tooMany : nil
    }
}
