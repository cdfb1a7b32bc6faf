import AtomicFiles
import ControlService
import Delivery
import Metrics
import Service
import Systemd

/// Leaves a sign for outside monitors that an evaluation finished and all its news was handed over: a dead man's
/// switch, and metrics for a collector.
///
/// Handed over means that the journal has it and the channels have accepted it. While a message waits for a channel
/// that does not accept it, the sign is owed: where all channels use one mail host, only its absence can report that.
final class HeartbeatWriter {
    private let queries: QueryService
    private let messages: OutgoingMessages
    private let process: ServiceProcess
    private let sender: HeartbeatSender
    private let journal: Journal
    private var isOwed = false

    init(
        _ queries: QueryService, _ messages: OutgoingMessages, _ process: ServiceProcess, _ sender: HeartbeatSender,
        journal: Journal
    ) {
        (self.queries, self.messages, self.process) = (queries, messages, process)
        (self.sender, self.journal) = (sender, journal)
    }

    /// Records that an evaluation finished and its news is in the outbox and the journal.
    func evaluated() {
        isOwed = true
        writeIfHandedOver()
        guard let file = queries.settings.notifications.metricsFile else { return }
        do {
            let metrics = try queries.metrics(startedAt: process.startedAt, nextWake: process.nextWake)
            write(MetricsText(metrics).description, to: file)
        } catch {
            journal.note(.storeFailed, .critical, "\(error)")
        }
    }

    /// Leaves the sign if it is owed and nothing waits any more.
    func writeIfHandedOver() {
        guard isOwed, (try? messages.isHandedOver()) == true else { return }
        isOwed = false
        if let file = queries.settings.notifications.heartbeatFile { write("\(queries.clock.now)\n", to: file) }
        sender.beat()
    }

    private func write(_ text: String, to file: String) {
        do {
            try AtomicFile.write(Array(text.utf8), to: file)
        } catch {
            journal.note(.storeFailed, .error, "\(error)")
        }
    }
}

/// Sends the heartbeat, and tries again if it is not answered; nothing waits for it.
final class HeartbeatSender {
    private static let againMicroseconds: UInt64 = 300_000_000

    private let heartbeat: Heartbeat?
    private let deliverers: Deliverers
    private let writer: WriterThread
    private let journal: Journal
    private var again: TimerSource?
    private var isUnderWay = false
    private var isUnheard = false

    init(
        loop: EventLoop, _ heartbeat: Heartbeat?, _ deliverers: Deliverers, _ writer: WriterThread, journal: Journal
    ) throws {
        (self.heartbeat, self.deliverers, self.writer, self.journal) = (heartbeat, deliverers, writer, journal)
        guard heartbeat != nil else { return }
        again = try loop.addMonotonicTimer(afterMicroseconds: HeartbeatSender.againMicroseconds) { [unowned self] in
            beat()
        }
        try again?.stop()
    }

    /// Sends the heartbeat, unless one is under way.
    func beat() {
        guard let heartbeat, !isUnderWay else { return }
        do {
            try deliverers.send(.heartbeat(heartbeat), to: "the heartbeat") { [unowned self] outcome in
                isUnderWay = false
                switch outcome {
                case .accepted: heard()
                case .retryable(let fault, _), .refused(let fault): unheard("\(fault)")
                }
            }
            isUnderWay = true
        } catch {
            unheard("its thread cannot be started")
        }
    }

    private func heard() {
        guard isUnheard else { return }
        isUnheard = false
        journal.note(.heartbeatUnheard, .notice, "the heartbeat is answered again")
        writer.ask(.note(HeartbeatChange.heardAgain))
    }

    private func unheard(_ why: String) {
        if !isUnheard {
            journal.note(.heartbeatUnheard, .warning, "the heartbeat is not answered: \(why)")
            writer.ask(.note(HeartbeatChange.unheard(why)))
        }
        isUnheard = true
        try? again?.restart(afterMicroseconds: HeartbeatSender.againMicroseconds)
    }
}
