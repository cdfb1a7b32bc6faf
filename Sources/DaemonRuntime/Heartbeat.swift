import AtomicFiles
import ControlService
import Delivery
import Metrics
import Service
import Systemd

/// Leaves a sign, for whoever watches from outside, that an evaluation was finished and what is to be told was handed over: a
/// dead man's switch, and metrics for a collector.
///
/// Handed over is what the journal has and what the channels have taken. While a message waits for a channel that does not take it,
/// the sign is owed: where all channels go by one mail host, its absence is all that is left to tell of it.
final class Witness {
    private let answers: Answers
    private let journal: Journal
    private let messages: OutgoingMessages
    private let process: ServiceProcess
    private var isOwed = false

    /// Called when the sign is left.
    var onHandedOver: () -> Void = {}

    init(_ answers: Answers, _ messages: OutgoingMessages, _ process: ServiceProcess, journal: Journal) {
        self.answers = answers
        self.messages = messages
        self.process = process
        self.journal = journal
    }

    /// An evaluation was finished, and its news are in the outbox and the journal.
    func evaluated() {
        isOwed = true
        lookAgain()
        guard let file = answers.settings.notifications.metricsFile else { return }
        do {
            let metrics = try answers.metrics(startedAt: process.startedAt, nextWake: process.nextWake)
            write(MetricsText(metrics).description, to: file)
        } catch {
            journal.note(.storeFailed, .critical, "\(error)")
        }
    }

    /// Leaves the sign where it is owed and nothing waits any more.
    func lookAgain() {
        guard isOwed, (try? messages.isHandedOver()) == true else { return }
        isOwed = false
        if let file = answers.settings.notifications.heartbeatFile { write("\(answers.clock.now)\n", to: file) }
        onHandedOver()
    }

    private func write(_ text: String, to file: String) {
        do {
            try AtomicFile.write(Array(text.utf8), to: file)
        } catch {
            journal.note(.storeFailed, .error, "\(error)")
        }
    }
}

/// Sends the heartbeat, and tries again where nobody answers; nothing waits for it.
final class Pulse {
    private static let againMicroseconds: UInt64 = 300_000_000

    private let heartbeat: Heartbeat?
    private let messengers: Messengers
    private var again: TimerSource?
    private var isUnderWay = false
    private var isUnheard = false

    /// Called where it is answered no more, and where it is again.
    var onChange: (HeartbeatChange) -> Void = { _ in }

    init(loop: EventLoop, _ heartbeat: Heartbeat?, messengers: Messengers) throws {
        self.heartbeat = heartbeat
        self.messengers = messengers
        guard heartbeat != nil else { return }
        again = try loop.addMonotonicTimer(afterMicroseconds: Pulse.againMicroseconds) { [unowned self] in beat() }
        try again?.stop()
    }

    /// Sends it, unless it is under way.
    func beat() {
        guard let heartbeat, !isUnderWay else { return }
        isUnderWay = (try? messengers.send(.heartbeat(heartbeat), on: .heartbeat, to: "the heartbeat")) != nil
        if !isUnderWay { settle("its thread cannot be started") }
    }

    /// Notes what became of it.
    func settle(_ outcome: Outcome) {
        isUnderWay = false
        switch outcome {
        case .accepted:
            if isUnheard { onChange(.heardAgain) }
            isUnheard = false
        case .retryable(let fault, _), .refused(let fault): settle("\(fault)")
        }
    }

    private func settle(_ fault: String) {
        if !isUnheard { onChange(.unheard(fault)) }
        isUnheard = true
        try? again?.restart(afterMicroseconds: Pulse.againMicroseconds)
    }
}
