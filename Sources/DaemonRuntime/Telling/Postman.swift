import Delivery
import Systemd

/// Takes the messages that are to go out now from the outbox to their receivers; what became of them it hears and passes on.
final class Postman {
    private let answers: Answers
    private let journal: Journal
    private let channels: [String: Channel]
    private let messengers: Messengers
    private let reminders: Reminders

    /// Called with what became of a message; whoever has stored it calls `release`.
    var onOutcome: (Int64, MessageOutcome) -> Void = { _, _ in }

    /// - Throws: `UnusableConfiguration` where a receiver cannot be reached as configured.
    init(loop: EventLoop, _ answers: Answers, journal: Journal) throws {
        self.answers = answers
        self.journal = journal
        channels = try answers.configuration.telling.channels(Credentials())
        messengers = try Messengers(loop: loop, clock: answers.clock)
        reminders = try Reminders(
            loop: loop, answers: answers, channels: channels, messengers: messengers, journal: journal)
        messengers.onOutcome = { [unowned self] id, outcome in onOutcome(id, outcome) }
    }

    /// Whether messages are under way.
    var isSending: Bool { !messengers.underWay.isEmpty }

    /// Hands over what is to go out now and is not under way.
    func sendWaiting() {
        do {
            for (id, message) in try answers.outgoingMessages() {
                guard let channel = channels[message.receiver] else {
                    onOutcome(id, .refused("there is no such receiver any more"))
                    continue
                }
                var freight = Messengers.Freight.message(message)
                // An Alertmanager holds what stands, and not what was said of it.
                if case .alertmanager(let alertmanager) = channel, !message.entries.isEmpty {
                    freight = .alerts(try reminders.due(for: message.receiver), alertmanager)
                }
                try messengers.send(id, freight, to: message.receiver, over: channel)
            }
        } catch {
            journal.note(.storeFailed, .critical, "\(error)")
        }
    }

    /// What became of a message is in the store.
    func release(_ id: Int64) { messengers.release(id) }

    /// Ends all that is under way; it goes out again after the next start, under the same number.
    func end() { messengers.end() }
}
