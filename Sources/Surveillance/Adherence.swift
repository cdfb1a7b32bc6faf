import CivilCalendar
import ClinicalModel

/// How what a patient was owed in the past was kept, found by planning again as of each day on which something was recorded.
///
/// Before a day, the rows dated earlier count, and the onsets of symptoms of that day, since a scan of the same day answers them.
/// An occasion ends on a day whose rows put the item off or away: done, if one of them can be the doing of it. What is put away
/// in time without being done was not owed any more, and is no occasion.
///
/// It judges by the record as it is on the day of the question. What was entered late, corrected since or never exported it
/// cannot know, and it applies today's protocol to the past.
public struct PatientAdherence: Sendable {
    /// The occasions that ended or went overdue, in the order in which they did.
    public let occasions: [PastOccasion]
    /// How many were done on a day that the record does not tell: they are not judged.
    public let undated: Int

    /// How what was owed was kept from a day on, as far as it is recorded by another.
    public init(of record: PatientRecord, _ protocols: ProtocolSet, since: CivilDate, asOf: CivilDate) {
        var replay = Replay(record: record, protocols: protocols)
        replay.standing = replay.plan(asOf: since + .days(-1)).items
        for day in Set(record.events.lazy.map(\.date.first).filter { $0 >= since && $0 <= asOf }).sorted() {
            replay.pass(day)
        }
        let now = replay.plan(asOf: asOf).items
        replay.lapse(now, on: asOf)
        for owed in now where owed.status == .overdue && owed.item != .dataCorrection {
            replay.occasions.append(PastOccasion(owed, .overdue))
        }
        (occasions, undated) = (replay.occasions, replay.undated)
    }
}

private struct Replay {
    let record: PatientRecord
    let protocols: ProtocolSet
    var occasions: [PastOccasion] = []
    var undated = 0
    /// What was owed after the last day that was looked at.
    var standing: [OwedItem] = []

    func plan(asOf day: CivilDate, where isCounted: (Event) -> Bool = { _ in true }) -> PatientPlan {
        PatientPlan(
            for: PatientRecord(
                patient: record.patient, events: record.events.filter(isCounted)[...],
                rejectedRows: record.rejectedRows),
            protocols, asOf: day)
    }

    /// Counts what ended on a day.
    mutating func pass(_ day: CivilDate) {
        let before = plan(asOf: day) { $0.date.first < day || $0.content.isKnownBeforeItsDayIsOver }.items
        lapse(before, on: day)
        let after = plan(asOf: day).items
        for owed in before where owed.item != .dataCorrection && owed.isOver(in: after) {
            let doings = record.events.filter { $0.date.first == day && $0.content.isDoing(of: owed.item) }
            if doings.isEmpty {
                if day > owed.latest { occasions.append(PastOccasion(owed, .missed)) }
            } else if !doings.contains(where: \.date.isExact) {
                undated += 1
            } else if day > owed.latest {
                occasions.append(PastOccasion(owed, .late(day)))
            } else {
                // A window that opens on the due date is a limit: sooner is better, and not done for another reason.
                let isEarly = day < owed.earliest && owed.earliest < owed.due
                occasions.append(PastOccasion(owed, isEarly ? .early(day) : .inside(day)))
            }
        }
        standing = after
    }

    /// Counts what was owed, and is put off or away by the passing of time alone.
    mutating func lapse(_ now: [OwedItem], on day: CivilDate) {
        for owed in standing where owed.item != .dataCorrection && owed.latest < day && owed.isOver(in: now) {
            occasions.append(PastOccasion(owed, .missed))
        }
    }
}

extension OwedItem {
    /// Whether it is owed no more, or later.
    fileprivate func isOver(in items: [OwedItem]) -> Bool {
        items.first { $0.item == self.item }.map { $0.due > due } ?? true
    }
}

extension EventContent {
    /// Whether what is done on the same day may be done because of it, or in its time.
    fileprivate var isKnownBeforeItsDayIsOver: Bool {
        switch self {
        case .symptom(_, .onset), .appointment: true
        default: false
        }
    }
}

/// An occasion on which an item was owed, and whether it was done in its window.
public struct PastOccasion: Hashable, Sendable {
    /// What became of it.
    public enum Outcome: Hashable, Sendable {
        /// Done before its window opened: something else called for it.
        case early(CivilDate)
        /// Done in its window.
        case inside(CivilDate)
        /// Done after its latest date.
        case late(CivilDate)
        /// Past its latest date something else took its place, and it was never done.
        case missed
        /// Past its latest date, and still owed.
        case overdue
    }

    /// What was owed.
    public let owed: FollowUp
    /// What became of it.
    public let outcome: Outcome

    init(_ owed: OwedItem, _ outcome: Outcome) {
        self.owed = owed.followUp
        self.outcome = outcome
    }
}
