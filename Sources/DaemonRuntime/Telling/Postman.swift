import Delivery
import Systemd

/// Takes the messages that are to go out now from the outbox to their receivers; what became of them it hears and passes on.
final class Postman {
    private let answers: Answers
    private let journal: Journal
    private let channels: [String: Channel]
    private let messengers: Messengers
    private let reminders: Reminders
    private let unstored: UnstoredMessages
    private let pulse: Pulse
    /// What became of messages, where the store could not note it.
    private var unrecorded: [Int64: MessageOutcome] = [:]

    /// Called with what became of a message; whoever has stored it calls `recorded`, who could not `notRecorded`.
    var onOutcome: (Int64, MessageOutcome) -> Void = { _, _ in }
    /// Called where the heartbeat is answered no more, with why, and where it is answered again.
    var onHeartbeat: (HeartbeatChange) -> Void = { _ in }

    /// - Throws: `UnusableConfiguration` where a receiver cannot be reached as configured.
    init(loop: EventLoop, _ answers: Answers, journal: Journal) throws {
        self.answers = answers
        self.journal = journal
        channels = try answers.configuration.telling.channels(Credentials())
        messengers = try Messengers(loop: loop, clock: answers.clock)
        reminders = try Reminders(
            loop: loop, answers: answers, channels: channels, messengers: messengers, journal: journal)
        unstored = UnstoredMessages(answers, channels: channels, messengers: messengers, journal: journal)
        pulse = try Pulse(loop: loop, try answers.configuration.telling.heartbeat(), messengers: messengers)
        messengers.onOutcome = { [unowned self] errand, outcome in
            switch errand {
            case .stored(let id): onOutcome(id, MessageOutcome(outcome))
            case .unstored(let message): unstored.settle(message, outcome)
            case .heartbeat: pulse.settle(outcome)
            case .reminder: break
            }
        }
        pulse.onChange = { [unowned self] in onHeartbeat($0) }
    }

    /// Whether messages are under way.
    var isSending: Bool { !messengers.underWay.isEmpty }

    /// Hands over what is to go out now and is not under way.
    func sendWaiting() {
        do {
            for (id, message) in try answers.outgoingMessages() where !messengers.underWay.contains(id) {
                guard let channel = channels[message.receiver] else {
                    messengers.hold(id)
                    onOutcome(id, .refused("there is no such receiver any more"))
                    continue
                }
                var freight = Messengers.Freight.message(message, channel)
                // An Alertmanager holds what stands, and not what was said of it.
                if case .alertmanager(let alertmanager) = channel, !message.entries.isEmpty {
                    freight = .alerts(try reminders.due(for: message.receiver), alertmanager)
                }
                try messengers.send(id, freight, to: message.receiver)
            }
        } catch {
            journal.note(.storeFailed, .critical, "\(error)")
        }
    }

    /// What became of a message is in the store.
    func recorded(_ id: Int64) {
        unrecorded[id] = nil
        messengers.release(id)
    }

    /// The store could not note what became of a message: it counts as under way, so that it does not go out again and again.
    func notRecorded(_ id: Int64, _ outcome: MessageOutcome) { unrecorded[id] = outcome }

    /// Has noted again what the store could not note.
    func recordAgain() {
        for (id, outcome) in unrecorded.sorted(by: { $0.key < $1.key }) { onOutcome(id, outcome) }
    }

    /// Tells those who look after the service, past the store; what their channels have not taken yet is sent again.
    func tellUnstored(_ line: String) { unstored.tell(line) }

    /// What is told past the store and not taken yet is not worth telling any more.
    func forgetUnstored() { unstored.forget() }

    /// An evaluation is finished and all that is to be told was handed over.
    func beat() { pulse.beat() }

    /// Ends all that is under way; it goes out again after the next start, under the same number.
    func end() { messengers.end() }
}
