import AtomicFiles
import Metrics
import Systemd

/// Leaves a sign, for whoever watches from outside, that an evaluation was finished and what is to be told was handed over: a
/// dead man's switch, and metrics for a collector.
///
/// Handed over is what the journal has and what the channels have taken. While a message waits for a channel that does not take it,
/// the sign is owed: where all channels go by one mail host, its absence is all that is left to tell of it.
final class Witness {
    private let answers: Answers
    private let journal: Journal
    private let startedAt: Int
    private var isOwed = false

    /// Called when the sign is left.
    var onHandedOver: () -> Void = {}

    init(_ answers: Answers, journal: Journal, startedAt: Int) {
        self.answers = answers
        self.journal = journal
        self.startedAt = startedAt
    }

    /// An evaluation was finished, and its news are in the outbox and the journal.
    func evaluated(nextWake: Int?) {
        isOwed = true
        lookAgain()
        guard let file = answers.configuration.telling.metricsFile else { return }
        do {
            let metrics = try answers.metrics(startedAt: startedAt, nextWake: nextWake)
            write(MetricsText(metrics).description, to: file)
        } catch {
            journal.note(.storeFailed, .critical, "\(error)")
        }
    }

    /// Leaves the sign where it is owed and nothing waits any more.
    func lookAgain() {
        guard isOwed, (try? answers.isHandedOver()) == true else { return }
        isOwed = false
        if let file = answers.configuration.telling.heartbeatFile { write("\(answers.clock.now)\n", to: file) }
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
