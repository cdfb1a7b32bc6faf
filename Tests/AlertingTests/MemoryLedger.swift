import CivilCalendar
import ClinicalModel
import Surveillance

@testable import Alerting

/// A ledger in memory, which takes up decisions as the store does.
final class MemoryLedger: AnnouncementLedger {
    private(set) var keys: Set<AnnouncementKey> = []
    private var standing: [String: CivilDate] = [:]

    func holds(_ key: AnnouncementKey) -> Bool { keys.contains(key) }

    func alarms(of patient: String) -> [AnnouncementKey] {
        keys.filter { $0.patient == patient && $0.stage.isAlarm }
    }

    func withdraw(_ key: AnnouncementKey) { keys.remove(key) }

    func standingSince(patient: String, item: Item) -> CivilDate? { standing[patient + item.rawValue] }

    func note(_ decisions: AnnouncementDecisions) {
        for announcement in decisions.told + decisions.summarised + decisions.passed { keys.insert(announcement.key) }
    }

    func noteStanding(_ items: [WatchedItem], of patient: String, today: CivilDate) {
        for item in Item.allCases {
            let isOwed = items.contains { $0.item == item && $0.isStanding }
            standing[patient + item.rawValue] = isOwed ? standing[patient + item.rawValue] ?? today : nil
        }
    }
}
