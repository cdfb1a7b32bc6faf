import CivilCalendar
import ContactTime

/// The circumstances of one round of announcements.
public struct AnnouncementContext: Sendable {
    /// How many announcements are told one by one at most, where the configuration says nothing else.
    public static let defaultLimit = 25

    /// The moment at the clinic.
    public let now: CivilMoment
    /// Who is told.
    public let routing: Routing
    /// The day of the last evaluation before this one; nil where there was none: a first import.
    public let lastEvaluated: CivilDate?
    /// How many announcements that are no emergencies are told one by one at most.
    public let limit: Int
    /// Whether the routes are other ones than at the last evaluation, so that what stands is news for some.
    public let isRoutingNew: Bool

    /// The circumstances of a round on a day.
    public init(
        now: CivilMoment, lastEvaluated: CivilDate?, limit: Int = AnnouncementContext.defaultLimit,
        routing: Routing = .none, isRoutingNew: Bool = false
    ) {
        self.now = now
        self.routing = routing
        self.isRoutingNew = isRoutingNew
        self.lastEvaluated = lastEvaluated
        self.limit = limit
    }

    /// The civil day at the clinic.
    public var today: CivilDate { now.day }

    /// Why all announcements are told in one summary however many they are; nil where their number decides.
    var reasonToCatchUp: AnnouncementReason? {
        guard let lastEvaluated else { return .firstImport }
        // A clock that went back makes this negative, which is no downtime.
        return today.days(since: lastEvaluated) > 1 ? .downtime : nil
    }

    /// Why this many announcements are told in one summary; nil where each is told by itself.
    func reasonToSummarise(_ count: Int) -> AnnouncementReason? {
        reasonToCatchUp ?? (count > limit ? .tooMany : nil)
    }
}
