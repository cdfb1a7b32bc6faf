import CivilCalendar
import ClinicalModel
import Surveillance

@testable import Alerting

/// A ledger in memory, which takes up decisions as the store does.
final class MemoryLedger: NotificationLog {
    private(set) var keys: Set<NotificationKey> = []
    private var standing: [String: CivilDate] = [:]

    func holds(_ key: NotificationKey) -> Bool { keys.contains(key) }

    func alarms(of patient: String) -> [NotificationKey] {
        keys.filter { $0.patient == patient && $0.stage.isAlarm }
    }

    func withdraw(_ key: NotificationKey) { keys.remove(key) }

    func standingSince(patient: String, item: Item) -> CivilDate? { standing[patient + item.rawValue] }

    func note(_ decisions: NotificationDecisions) {
        for notification in decisions.told + decisions.summarised + decisions.passed { keys.insert(notification.key) }
    }

    func noteStanding(_ items: [WatchedItem], of patient: String, today: CivilDate) {
        for item in Item.allCases {
            let isOwed = items.contains { $0.item == item && $0.isStanding }
            standing[patient + item.rawValue] = isOwed ? standing[patient + item.rawValue] ?? today : nil
        }
    }
}
