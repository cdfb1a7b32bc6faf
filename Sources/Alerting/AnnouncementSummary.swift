import CivilCalendar
import Surveillance

/// One message in place of many: how much there is to tell, by stage and urgency.
public struct AnnouncementSummary: Hashable, Sendable {
    /// How many announcements of one stage and urgency the summary stands for.
    public struct Count: Hashable, Sendable {
        /// The stage.
        public let stage: AnnouncementStage
        /// The urgency of the items.
        public let urgency: Urgency
        /// How many; at least one.
        public let count: Int

        /// A count.
        public init(stage: AnnouncementStage, urgency: Urgency, count: Int) {
            self.stage = stage
            self.urgency = urgency
            self.count = count
        }
    }

    /// Why there is a summary: `firstImport`, `downtime` or `tooMany`.
    public let reason: AnnouncementReason
    /// The day it was decided for.
    public let day: CivilDate
    /// The counts, the most advanced stage first, then the most urgent.
    public let counts: [Count]

    /// A summary of these counts.
    public init(reason: AnnouncementReason, day: CivilDate, counts: [Count]) {
        self.reason = reason
        self.day = day
        self.counts = counts
    }

    init(of tally: AnnouncementTally, reason: AnnouncementReason, day: CivilDate) {
        self.init(
            reason: reason, day: day,
            counts: tally.counts.sorted {
                ($1.stage.advancement, $0.urgency.rank) < ($0.stage.advancement, $1.urgency.rank)
            })
    }

    /// How many announcements it stands for.
    public var total: Int { counts.reduce(0) { $0 + $1.count } }

    /// As loud as the loudest of what it stands for.
    public var priority: AnnouncementPriority {
        counts.map { AnnouncementPriority($0.stage, $0.urgency) }.min() ?? .info
    }
}
