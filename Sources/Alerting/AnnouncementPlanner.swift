import CivilCalendar
import ClinicalModel
import Surveillance

/// Decides what is told after an evaluation: patient by patient what is new, and at the end whether each of it by itself or
/// one summary.
///
/// Pure: the ledger says what is already known, the context says what day it is. An item is told by the most advanced stage
/// it has reached; the stages below are held as passed. What the ledger holds is never told again, so that a clock that
/// goes back, or the same evaluation after a crash, repeats nothing.
public struct AnnouncementPlanner: Sendable {
    private let context: AnnouncementContext
    private var news: [Announcement] = []
    private var passed: [Announcement] = []

    /// A planner for one round.
    public init(_ context: AnnouncementContext) {
        self.context = context
    }

    /// Takes note of a patient's items as evaluated for the context's day; each patient once a round.
    ///
    /// Throws only what the ledger throws.
    public mutating func consider(
        _ items: [WatchedItem], of patient: String, ledger: some AnnouncementLedger
    ) throws {
        for item in items {
            let reached = try reachedKeys(of: item, patient, ledger)
            var unheld: [AnnouncementKey] = []
            for key in reached where try !ledger.holds(key) { unheld.append(key) }
            guard let leading = unheld.max(by: AnnouncementPlanner.isLessAdvanced) else { continue }
            let reason: AnnouncementReason = unheld.count == reached.count ? .first : .advanced
            news.append(announcement(leading, of: item, reason))
            for key in unheld where key != leading { passed.append(announcement(key, of: item, .passed)) }
        }
    }

    /// The decisions on all that was considered.
    public consuming func decisions() -> AnnouncementDecisions {
        var emergencies: [Announcement] = []
        var others: [Announcement] = []
        for announcement in news {
            if announcement.isEmergency { emergencies.append(announcement) } else { others.append(announcement) }
        }
        guard !others.isEmpty, let reason = context.reasonToSummarise(others.count) else {
            return AnnouncementDecisions(
                told: news.sorted { $0.stands(before: $1) }, summary: nil, summarised: [], passed: passed)
        }
        let summarised = others.map { $0.because(reason) }.sorted { $0.stands(before: $1) }
        return AnnouncementDecisions(
            told: emergencies.sorted { $0.stands(before: $1) },
            summary: AnnouncementSummary(of: summarised, reason: reason, day: context.today),
            summarised: summarised, passed: passed)
    }

    /// The keys of all stages an item has reached.
    private func reachedKeys(
        of item: WatchedItem, _ patient: String, _ ledger: some AnnouncementLedger
    ) throws -> [AnnouncementKey] {
        var keys: [AnnouncementKey] = []
        let stages: [AnnouncementStage] =
            switch item.status {
            case .upcoming: []
            case .dueSoon: [.windowOpened]
            case .due: [.windowOpened, .fellDue]
            case .overdue: [.windowOpened, .fellDue, .wentOverdue]
            }
        if !stages.isEmpty, !item.isHeldBack {
            // A standing item's due date is a new one each day; the day it was first owed is what stays.
            let due =
                item.isStanding
                ? try ledger.standingSince(patient: patient, item: item.item) ?? context.today : item.due
            keys += stages.map { AnnouncementKey(patient: patient, item: item.item, due: due, stage: $0) }
            keys += item.leaseEnds.map {
                AnnouncementKey(patient: patient, item: item.item, due: $0, stage: .returned)
            }
        }
        keys += item.urgentSymptoms.map {
            AnnouncementKey(patient: patient, item: item.item, due: $0, stage: .urgentSymptom)
        }
        keys += item.emergencies.map {
            AnnouncementKey(patient: patient, item: item.item, due: $0, stage: .emergency)
        }
        return keys
    }

    private func announcement(
        _ key: AnnouncementKey, of item: WatchedItem, _ reason: AnnouncementReason
    ) -> Announcement {
        Announcement(
            key: key, rule: item.rule, urgency: item.urgency, due: item.due, latest: item.latest,
            daysLate: max(0, context.today.days(since: item.latest)), reason: reason)
    }

    private static func isLessAdvanced(_ first: AnnouncementKey, _ second: AnnouncementKey) -> Bool {
        (first.stage.advancement, first.due) < (second.stage.advancement, second.due)
    }
}
