import ClinicalModel
import Delivery
import Systemd
import WatchStore

/// Tells those who look after the service of its own troubles.
extension Watchman {
    /// Looks for what is the matter; each trouble is told once for each occasion of it.
    func tellTroubles() throws(StoreError) {
        guard !configuration.telling.serviceReceivers.isEmpty else { return }
        if let refusal = standing.refusal {
            try tellTrouble(
                "roster-refused", "\(refusal.at)",
                "the roster is refused and the last good one stays in force: \(refusal.reasons.first ?? "")")
        }
        if let fault = standing.protocolRefusal.first {
            try tellTrouble("protocol-refused", fault, "a newer protocol is refused: \(fault)")
        }
        guard let roster = try store.read({ try $0.rosterInForce() }) else { return }
        if roster.isStale(at: clock.now, afterHours: configuration.staleAfterHours) {
            try tellTrouble(
                "roster-stale", "\(roster.exportedAt)",
                "the export is more than \(Counted(configuration.staleAfterHours, "hour")) old; check the nightly job")
        }
        if roster.rejectedRows > 0 {
            try tellTrouble(
                "rows-rejected", roster.fingerprint,
                "\(Counted(roster.rejectedRows, "row")) of the roster set aside; see: cnswatch roster check")
        }
    }

    /// Tells of a trouble, once for each occasion of it.
    func tellTrouble(_ kind: String, _ occasion: String, _ line: String, except: String? = nil) throws(StoreError) {
        let receivers = configuration.telling.serviceReceivers.filter { $0 != except }
        if receivers.isEmpty { return }
        let now = clock.now
        try store.write { writer in
            guard try writer.noteTrouble(kind, occasion, at: now) else { return }
            for receiver in receivers {
                try writer.addMessage(
                    to: receiver, by: "service", kind: MessageKind.service.rawValue,
                    priority: JournalPriority.error.rawValue,
                    line: line, at: now, telling: [])
            }
        }
    }
}
