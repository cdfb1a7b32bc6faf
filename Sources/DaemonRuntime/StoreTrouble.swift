import Delivery
import Service
import Systemd
import WatchStore

/// Handles a failing store, for example on a full disk: reports it without the store, tries again, and lets nothing
/// else wake the service meanwhile. Once the disk has room again, no restart should be needed.
final class StoreTrouble {
    private enum State {
        case sound
        /// Since when, the kind of the failure, and when the journal last reported it.
        case failing(since: Int, StoreError.Kind, notedAt: Int)
    }

    private static let retrySeconds = 60
    private static let noteAgainSeconds = 3_600

    private let clock: ClinicClock
    private let writer: WriterThread
    private let sender: OutboxSender
    private let unstored: UnstoredMessages
    private let journal: Journal
    private var retry: TimerSource?
    private var state = State.sound
    private var isProving = false

    init(
        loop: EventLoop, clock: ClinicClock, _ writer: WriterThread, _ sender: OutboxSender,
        _ unstored: UnstoredMessages, journal: Journal
    ) throws {
        (self.clock, self.writer, self.sender, self.unstored) = (clock, writer, sender, unstored)
        self.journal = journal
        retry = try loop.addMonotonicTimer(afterMicroseconds: UInt64(StoreTrouble.retrySeconds) * 1_000_000) {
            writer.ask(.readRoster())
        }
        try retry?.stop()
    }

    /// The earliest time at which the service may wake for something else: a failure every second would fill the
    /// journal.
    func postponed(_ moment: Int) -> Int {
        switch state {
        case .sound: moment
        case .failing: max(moment, clock.now + StoreTrouble.retrySeconds)
        }
    }

    /// Notes that the store failed at a request.
    func failed(_ error: StoreError) {
        let now = clock.now
        let since: Int
        switch state {
        case .failing(let before, error.kind, let notedAt)
        where (notedAt..<notedAt + StoreTrouble.noteAgainSeconds).contains(now):
            since = before
        case .failing(let before, _, _):
            since = before
            note(error, since: since, at: now)
        case .sound:
            since = now
            note(error, since: since, at: now)
        }
        unstored.send(
            "since \(clock.civilMoment(at: since)) nothing new can be noted, nor told to anybody: \(error)")
        try? retry?.restart(afterMicroseconds: UInt64(StoreTrouble.retrySeconds) * 1_000_000)
    }

    private func note(_ error: StoreError, since: Int, at now: Int) {
        journal.note(.storeFailed, .critical, "\(error)")
        state = .failing(since: since, error.kind, notedAt: now)
    }

    /// Notes that a job succeeded. While the store counts as failing, it is asked to record something, which proves
    /// that it can.
    func worked() {
        guard case .failing(let since, _, _) = state, !isProving else { return }
        isProving = true
        writer.ask(.noteRecovery(since: since)) { [unowned self] result in
            isProving = false
            guard case .success = result else { return }
            state = .sound
            try? retry?.stop()
            journal.note(.storeFailed, .notice, "the store can be written again")
            unstored.forget()
            sender.recordAgain()
        }
    }
}

/// Messages to those who look after the service that cannot wait in the outbox, since the store itself fails.
///
/// Sent at least once, and at most once a day for each receiver: the identifier is that of the day, so a service that
/// restarts with the same trouble sends one that mail programs and webhook receivers already know.
final class UnstoredMessages {
    private enum State {
        case underWay, waiting, taken
    }

    private let receivers: [String]
    private let clock: ClinicClock
    private let site: String
    private let channels: [String: Channel]
    private let deliverers: Deliverers
    private let journal: Journal
    private var messages: [OutgoingMessage: State] = [:]

    init(
        to receivers: [String], clock: ClinicClock, site: String, over channels: [String: Channel],
        _ deliverers: Deliverers, journal: Journal
    ) {
        (self.receivers, self.clock, self.site) = (receivers, clock, site)
        (self.channels, self.deliverers, self.journal) = (channels, deliverers, journal)
    }

    /// Sends a line, unless one was sent today; sends again what was not accepted.
    func send(_ line: String) {
        let now = clock.now
        let id = "cnswatch-\(site)-store-\(clock.day(at: now))"
        for receiver in receivers
        where !messages.keys.contains(where: { $0.id == id && $0.receiver == receiver }) {
            let message = OutgoingMessage(
                id: id, at: now, kind: .service, priority: .critical, title: line, route: "service", receiver: receiver)
            messages[message] = .waiting
        }
        for (message, state) in messages where state == .waiting {
            guard let channel = channels[message.receiver] else { continue }
            do {
                try deliverers.send(.message(message, channel), to: message.receiver) { [unowned self] outcome in
                    settle(message, outcome)
                }
                messages[message] = .underWay
            } catch {
                journal.note(.deliveryFailed, .critical, "\(error)")
            }
        }
    }

    /// A message that a channel refuses gets no second try, and the journal says so.
    private func settle(_ message: OutgoingMessage, _ outcome: DeliveryOutcome) {
        switch outcome {
        case .accepted: messages[message] = .taken
        case .retryable: messages[message] = .waiting
        case .refused(let fault):
            messages[message] = .taken
            journal.note(.deliveryFailed, .critical, "\(message.receiver) was not told that the store fails: \(fault)")
        }
    }

    /// Notes that the store works again: what was not accepted is not sent again.
    func forget() { messages = messages.filter { $0.value == .taken } }
}
