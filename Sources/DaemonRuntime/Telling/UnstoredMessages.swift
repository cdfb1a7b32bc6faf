import CivilCalendar
import Delivery
import Systemd

/// Messages to those who look after the service that cannot wait in the outbox, since it is the store that fails.
///
/// At least once, and once a day at most for each receiver: the identifier is that of the day, so that a service that starts again
/// with the same trouble sends what mail programs and webhook receivers know already.
final class UnstoredMessages {
    private enum State {
        case underWay, waiting, taken
    }

    private let answers: Answers
    private let channels: [String: Channel]
    private let messengers: Messengers
    private let journal: Journal
    private var messages: [OutgoingMessage: State] = [:]

    init(_ answers: Answers, channels: [String: Channel], messengers: Messengers, journal: Journal) {
        self.answers = answers
        self.channels = channels
        self.messengers = messengers
        self.journal = journal
    }

    /// Tells a line, unless something was told today; sends again what was not taken.
    func tell(_ line: String) {
        let id = "cnswatch-\(answers.site)-store-\(answers.today)"
        for receiver in answers.configuration.telling.serviceReceivers
        where !messages.keys.contains(where: { $0.id == id && $0.receiver == receiver }) {
            let message = OutgoingMessage(
                id: id, at: answers.clock.now, kind: .service, priority: .critical, title: line, route: "service",
                receiver: receiver)
            messages[message] = .waiting
        }
        for (message, state) in messages where state == .waiting {
            guard let channel = channels[message.receiver] else { continue }
            do {
                try messengers.send(.message(message, channel), on: .unstored(message), to: message.receiver)
                messages[message] = .underWay
            } catch {
                journal.note(.deliveryFailed, .critical, "\(error)")
            }
        }
    }

    /// Notes what became of one. A channel that refuses it gets no second try, and the journal says so.
    func settle(_ message: OutgoingMessage, _ outcome: Outcome) {
        switch outcome {
        case .accepted: messages[message] = .taken
        case .retryable: messages[message] = .waiting
        case .refused(let fault):
            messages[message] = .taken
            journal.note(.deliveryFailed, .critical, "\(message.receiver) was not told that the store fails: \(fault)")
        }
    }

    /// The store is well: what was not taken is not sent again.
    func forget() { messages = messages.filter { $0.value == .taken } }
}
