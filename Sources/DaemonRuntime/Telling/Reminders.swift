import Delivery
import Systemd

/// Reminds Alertmanagers every minute of what still stands, since they forget what is not posted again; and tells them what
/// does not. Where no receiver is an Alertmanager, nothing wakes for it.
final class Reminders {
    private static let everyMicroseconds: UInt64 = 60_000_000
    /// So often an end is told: one may be lost on the way.
    private static let endings = 3

    private let answers: Answers
    private let channels: [(receiver: String, channel: AlertmanagerChannel)]
    private let messengers: Messengers
    private let journal: Journal
    private var timer: TimerSource?
    /// What each was told last, by its labels.
    private var standing: [String: [[String: String]: ActiveAlert]] = [:]
    private var ending: [String: [(alert: ActiveAlert, left: Int)]] = [:]

    init(
        loop: EventLoop, answers: Answers, channels: [String: Channel], messengers: Messengers, journal: Journal
    ) throws {
        self.answers = answers
        self.messengers = messengers
        self.journal = journal
        self.channels = channels.sorted { $0.key < $1.key }.compactMap { receiver, channel in
            if case .alertmanager(let channel) = channel { (receiver, channel) } else { nil }
        }
        guard !self.channels.isEmpty else { return }
        timer = try loop.addMonotonicTimer(
            afterMicroseconds: Reminders.everyMicroseconds, accuracyMicroseconds: 5_000_000,
            repeatEveryMicroseconds: Reminders.everyMicroseconds
        ) { [unowned self] in remind() }
    }

    private func remind() {
        for (receiver, channel) in channels {
            do {
                let alerts = try due(for: receiver)
                if alerts.isEmpty { continue }
                try messengers.send(.alerts(alerts, channel), on: .reminder, to: receiver)
            } catch {
                journal.note(.storeFailed, .error, "\(error)")
            }
        }
    }

    /// What stands for a receiver, and what has come to an end.
    func due(for receiver: String) throws -> [ActiveAlert] {
        let now = answers.clock.now
        let active = try answers.activeAlerts(for: receiver)
        let standing = Dictionary(active.map { ($0.labels, $0) }, uniquingKeysWith: { first, _ in first })
        var ending = (ending[receiver] ?? []).filter { $0.left > 0 && standing[$0.alert.labels] == nil }
        for (labels, alert) in self.standing[receiver] ?? [:] where standing[labels] == nil {
            ending.append(
                (
                    ActiveAlert(labels: labels, annotations: alert.annotations, startsAt: alert.startsAt, endsAt: now),
                    Reminders.endings
                ))
        }
        self.standing[receiver] = standing
        self.ending[receiver] = ending.map { ($0.alert, $0.left - 1) }
        return active + ending.map(\.alert)
    }
}
