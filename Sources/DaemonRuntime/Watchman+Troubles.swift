import ClinicalModel
import Delivery
import Systemd
import WatchStore

/// Tells those who look after the service of its troubles.
extension Watchman {
    /// Tells of a trouble once for each occasion of it.
    ///
    /// - Returns: whether it is news.
    @discardableResult
    func tellTrouble(
        _ kind: String, _ occasion: String, _ line: String, except: String? = nil
    ) throws(StoreError) -> Bool {
        if try store.read({ try $0.knowsTrouble(kind, occasion) }) { return false }
        let now = clock.now
        try store.write { writer in
            try writer.noteTrouble(kind, occasion, at: now)
            for receiver in configuration.telling.serviceReceivers where receiver != except {
                try writer.addMessage(
                    to: receiver, by: "service", kind: MessageKind.service.rawValue,
                    priority: JournalPriority.error.rawValue,
                    line: line, at: now, telling: [])
            }
        }
        return true
    }

    /// The roster is refused: told once, until it is sound again.
    func tellRefusal(isInForce: Bool) throws(StoreError) {
        try tellTrouble(
            "roster", "refused",
            "the roster is refused and \(isInForce ? "the last good one stays in force" : "none is in force");"
                + " see: cnswatch status")
    }

    /// A protocol that is refused, and rows that are set aside: told once for each.
    func tellFaults(of roster: RosterInForce) throws(StoreError) {
        if let fault = standing.protocolRefusal.first {
            try tellTrouble("protocol-refused", fault, "a newer protocol is refused: \(fault)")
        }
        if roster.rejectedRows > 0 {
            try tellTrouble(
                "rows-rejected", roster.fingerprint,
                "\(Counted(roster.rejectedRows, "row")) of the roster set aside; see: cnswatch roster check")
        }
    }

    /// The roster is sound: what is wrong with a later one is news.
    func forgetRefusal() throws(StoreError) {
        guard try store.read({ try $0.knowsTrouble("roster", "refused") }) else { return }
        try store.write { try $0.forgetTrouble("roster", "refused") }
    }

    /// Tells once of each export that grew too old.
    func tellStaleness(of roster: RosterInForce) throws(StoreError) {
        let hours = configuration.staleAfterHours
        guard clock.now > roster.exportedAt + hours * 3_600 else { return }
        let line =
            "there is no new export since \(clock.civilMoment(at: roster.exportedAt)), for more than"
            + " \(Counted(hours, "hour"))"
        if try tellTrouble("stale", "\(roster.exportedAt)", line) { journal.note(.rosterStale, .warning, line) }
    }
}
