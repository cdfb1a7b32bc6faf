import AtomicFiles
import Metrics
import Systemd

/// Leaves a sign, for whoever watches from outside, that an evaluation was finished and what is to be told was handed over: a
/// dead man's switch, and metrics for a collector.
final class Witness {
    private let answers: Answers
    private let journal: Journal
    private let startedAt: Int

    init(_ answers: Answers, journal: Journal, startedAt: Int) {
        self.answers = answers
        self.journal = journal
        self.startedAt = startedAt
    }

    /// An evaluation was finished, and its news are in the outbox and the journal.
    func evaluated(nextWake: Int?) {
        let telling = answers.configuration.telling
        if let file = telling.heartbeatFile { write("\(answers.clock.now)\n", to: file) }
        guard let file = telling.metricsFile else { return }
        do {
            let metrics = try answers.metrics(startedAt: startedAt, nextWake: nextWake)
            write(MetricsText(metrics).description, to: file)
        } catch {
            journal.note(.storeFailed, .critical, "\(error)")
        }
    }

    private func write(_ text: String, to file: String) {
        do {
            try AtomicFile.write(Array(text.utf8), to: file)
        } catch {
            journal.note(.storeFailed, .error, "\(error)")
        }
    }
}
