import Surveillance

/// How many announcements there are of each stage and urgency.
struct AnnouncementTally: Sendable {
    private struct Group: Hashable {
        let stage: AnnouncementStage
        let urgency: Urgency
    }

    private var numbers: [Group: Int] = [:]
    /// How many there are.
    private(set) var total = 0

    /// Counts one more.
    mutating func add(_ announcement: Announcement) {
        numbers[Group(stage: announcement.key.stage, urgency: announcement.urgency), default: 0] += 1
        total += 1
    }

    /// The numbers, in no order.
    var counts: [AnnouncementSummary.Count] {
        numbers.map { AnnouncementSummary.Count(stage: $0.key.stage, urgency: $0.key.urgency, count: $0.value) }
    }
}
