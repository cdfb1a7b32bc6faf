import Alerting
import ClinicalModel
import Delivery
import Systemd
import WatchStore

/// Tells those who look after the service of its troubles.
extension Watchman {
    /// Tells of what is amiss with the roster in force, if there is one, and with the clock, and of silences about to lapse.
    func tellTroubles(_ roster: RosterInForce?) throws(StoreError) {
        if let roster {
            try tellStaleness(of: roster)
            try tellFaults(of: roster)
        }
        try tellClock()
        try tellLapses()
    }

    /// Tells of a trouble once for each occasion of it.
    ///
    /// - Returns: whether it is news.
    @discardableResult
    func tellTrouble(_ kind: String, _ occasion: String, _ line: String) throws(StoreError) -> Bool {
        if try store.read({ try $0.knowsTrouble(kind, occasion) }) { return false }
        let now = clock.now
        try store.write { try tellTrouble(kind, occasion, line, at: now, $0) }
        return true
    }

    /// Tells of a trouble, in the transaction that brought it; not by the channel that is the trouble.
    func tellTrouble(
        _ kind: String, _ occasion: String, _ line: String, except: String? = nil, at now: Int, _ writer: StoreWriter
    ) throws {
        try writer.noteTrouble(kind, occasion, at: now)
        for receiver in settings.notifications.serviceReceivers where receiver != except {
            try writer.addMessage(
                to: receiver, by: "service", kind: MessageKind.service.rawValue,
                priority: JournalPriority.error.rawValue, line: line, at: now, telling: [])
        }
    }

    /// Patients of whom no route is about any item, as of a clinic that was renamed in the export: told once for each clinic and
    /// clinician, until there are other routes.
    func tell(_ unrouted: Set<Practice>, at now: Int, _ writer: StoreWriter) throws {
        for practice in unrouted.sorted() {
            let occasion = [practice.clinic, practice.clinician].joined(separator: "\n")
            if try writer.reader.knowsTrouble("unrouted", occasion) { continue }
            let line =
                "no route is about patients of \(practice): nobody but the journal is told of them; see: cnswatch route test"
            journal.note(.unrouted, .error, line)
            try tellTrouble("unrouted", occasion, line, at: now, writer)
        }
    }

    /// Under other routes a clinic that none is about is news again.
    func forgetUnrouted(if isRoutingNew: Bool, _ writer: StoreWriter) throws {
        if isRoutingNew { try writer.forgetTroubles("unrouted") }
    }

    /// The store can be written again, for which noting it is the proof; told once a day.
    func noteRecovery(since: Int) throws(StoreError) {
        try store.write { try $0.noteTrouble("store-failed", "\(since)", at: clock.now) }
        try tellTrouble(
            "store-recovered", "\(today)",
            "the store could not be written since \(clock.civilMoment(at: since)) and can be again; what waited is told now"
        )
    }

    /// The report could not be made, or can be again.
    func note(_ outcome: ReportOutcome) throws(StoreError) {
        switch outcome {
        case .failed(let why):
            try tellTrouble("report", "failed", "the report could not be made and the last one stays: \(why)")
        case .made: try forgetTrouble("report", "failed")
        }
    }

    /// The heartbeat is answered no more, or again.
    func note(_ change: HeartbeatChange) throws(StoreError) {
        switch change {
        case .unheard(let why):
            try tellTrouble(
                "heartbeat", "unheard", "the heartbeat is not answered, so that an alarm may follow: \(why)")
        case .heardAgain: try forgetTrouble("heartbeat", "unheard")
        }
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
        try forgetTrouble("roster", "refused")
    }

    /// A trouble is over: should it come again, it is news.
    func forgetTrouble(_ kind: String, _ occasion: String) throws(StoreError) {
        guard try store.read({ try $0.knowsTrouble(kind, occasion) }) else { return }
        try store.write { try $0.forgetTrouble(kind, occasion) }
    }

    /// Tells once of each export that grew too old.
    func tellStaleness(of roster: RosterInForce) throws(StoreError) {
        let hours = settings.staleAfterHours
        guard clock.now > roster.exportedAt + hours * 3_600 else { return }
        let line =
            "there is no new export since \(clock.civilMoment(at: roster.exportedAt)), for more than"
            + " \(Counted(hours, "hour"))"
        if try tellTrouble("stale", "\(roster.exportedAt)", line) { journal.note(.rosterStale, .warning, line) }
    }
}

/// Tells of a clock that nothing keeps: by a wrong one everybody would be told at the wrong time, or be called overdue.
extension Watchman {
    /// So long it may take a time service to set the clock after a start.
    static let clockPatience = 3_600

    /// Looks whether a time service keeps the clock; where none has for an hour, that is told once, until one does.
    func tellClock() throws(StoreError) {
        let now = clock.now
        switch clock.synchronisation {
        case .unknown: break
        case .synchronised:
            if standing.clock == .told { journal.note(.clockUnsynchronised, .notice, "the clock is kept again") }
            standing.clock = .trusted
            try forgetTrouble("clock", "unsynchronised")
        case .unsynchronised:
            switch standing.clock {
            case .trusted: standing.clock = .doubted(since: now)
            case .doubted(let since) where (since..<since + Watchman.clockPatience).contains(now): break
            case .doubted:
                let line =
                    "the machine's clock is not synchronised: by a wrong one people are told at the wrong time;"
                    + " see: timedatectl"
                journal.note(.clockUnsynchronised, .error, line)
                try tellTrouble("clock", "unsynchronised", line)
                standing.clock = .told
            case .told: break
            }
        }
    }
}

/// What has become of the heartbeat.
package enum HeartbeatChange: Hashable, Sendable {
    /// Nobody answers it, and why.
    case unheard(String)
    /// It is answered again.
    case heardAgain
}

/// What became of a report.
package enum ReportOutcome: Sendable {
    /// It stands in its folder; of so many patients.
    case made(patients: Int)
    /// The last one stays, and why.
    case failed(String)
}
