import Alerting
import ClinicalModel
import Delivery
import Systemd
import WatchStore

/// Notifies those who look after the service of its troubles, of each once.
struct Troubles {
    private let context: WriterContext

    init(_ context: WriterContext) { self.context = context }

    /// Looks for what is amiss with the roster in force, if there is one, and with the clock, and for silences about to lapse.
    func check(_ roster: RosterInForce?) throws(StoreError) {
        if let roster {
            try checkAge(of: roster)
            try checkFaults(of: roster)
        }
        try checkClock()
        try announceLapses()
    }

    /// Raises a trouble, unless this occasion of it was raised before.
    ///
    /// - Returns: whether it is news.
    @discardableResult
    func raise(_ kind: TroubleKind, _ occasion: String, _ line: String) throws(StoreError) -> Bool {
        if try context.store.read({ try $0.knowsTrouble(kind.rawValue, occasion) }) { return false }
        let now = context.clock.now
        try context.store.write { try raise(kind, occasion, line, at: now, $0) }
        return true
    }

    /// Raises a trouble in the transaction that brought it; not by the channel that is the trouble.
    func raise(
        _ kind: TroubleKind, _ occasion: String, _ line: String, except: String? = nil, at now: Int,
        _ writer: StoreWriter
    ) throws {
        try writer.noteTrouble(kind.rawValue, occasion, at: now)
        for receiver in context.settings.notifications.serviceReceivers where receiver != except {
            try writer.addMessage(
                to: receiver, by: "service", kind: MessageKind.service.rawValue,
                priority: JournalPriority.error.rawValue, line: line, at: now, telling: [])
        }
    }

    /// A trouble is over: should it come again, it is news.
    func clear(_ kind: TroubleKind, _ occasion: String) throws(StoreError) {
        guard try context.store.read({ try $0.knowsTrouble(kind.rawValue, occasion) }) else { return }
        try context.store.write { try $0.forgetTrouble(kind.rawValue, occasion) }
    }
}

/// The kinds of trouble, by the words under which the store keeps them.
package enum TroubleKind: String {
    /// A receiver's channel takes no messages; the occasion is the receiver.
    case channel
    /// Nothing keeps the machine's clock.
    case clock
    /// A message was given up; the occasion is its number.
    case delivery
    /// The heartbeat is not answered.
    case heartbeat
    /// A newer protocol is refused; the occasion is its first fault.
    case protocolRefused = "protocol-refused"
    /// The scheduled report could not be made.
    case report
    /// A newer roster is refused.
    case roster
    /// Rows of a roster are set aside; the occasion is the roster.
    case rowsRejected = "rows-rejected"
    /// A silence is about to lapse; the occasion is the silence and who hears of it.
    case silenceLapses = "silence-lapses"
    /// The export is too old; the occasion is when it was made.
    case stale
    /// The store could not be written; the occasion is since when.
    case storeFailed = "store-failed"
    /// It can be written again; the occasion is the day.
    case storeRecovered = "store-recovered"
    /// No route is about a clinic and clinician, which are the occasion.
    case unrouted
}

// What may be amiss.
extension Troubles {
    /// Patients of whom no route is about any item, as of a clinic that was renamed in the export: raised once for each clinic and
    /// clinician, until there are other routes.
    func raise(unrouted: Set<ClinicAndClinician>, at now: Int, _ writer: StoreWriter) throws {
        for place in unrouted.sorted() {
            let occasion = [place.clinic, place.clinician].joined(separator: "\n")
            if try writer.reader.knowsTrouble(TroubleKind.unrouted.rawValue, occasion) { continue }
            let line =
                "no route is about patients of \(place): nobody but the journal is told of them; see: cnswatch route test"
            context.journal.note(.unrouted, .error, line)
            try raise(.unrouted, occasion, line, at: now, writer)
        }
    }

    /// The store can be written again, which noting it proves; raised once a day.
    func noteRecovery(since: Int) throws(StoreError) {
        let now = context.clock.now
        try context.store.write { try $0.noteTrouble(TroubleKind.storeFailed.rawValue, "\(since)", at: now) }
        try raise(
            .storeRecovered, "\(context.today)",
            "the store could not be written since \(context.clock.civilMoment(at: since)) and can be again;"
                + " what waited is told now")
    }

    /// The report could not be made, or was made again.
    func note(_ outcome: ReportOutcome) throws(StoreError) {
        switch outcome {
        case .failed(let why):
            try raise(.report, "failed", "the report could not be made and the last one stays: \(why)")
        case .made: try clear(.report, "failed")
        }
    }

    /// The heartbeat is no longer answered, or is again.
    func note(_ change: HeartbeatChange) throws(StoreError) {
        switch change {
        case .unheard(let why):
            try raise(.heartbeat, "unheard", "the heartbeat is not answered, so that an alarm may follow: \(why)")
        case .heardAgain: try clear(.heartbeat, "unheard")
        }
    }

    /// The roster is refused: raised once, until it is sound again.
    func raiseRefusal(isInForce: Bool) throws(StoreError) {
        try raise(
            .roster, "refused",
            "the roster is refused and \(isInForce ? "the last good one stays in force" : "none is in force");"
                + " see: cnswatch status")
    }

    /// The roster is sound: what is wrong with a later one is news.
    func clearRefusal() throws(StoreError) { try clear(.roster, "refused") }

    private func checkFaults(of roster: RosterInForce) throws(StoreError) {
        if let fault = context.state.protocolRefusal.first {
            try raise(.protocolRefused, fault, "a newer protocol is refused: \(fault)")
        }
        if roster.rejectedRows > 0 {
            try raise(
                .rowsRejected, roster.fingerprint,
                "\(Pluralised(roster.rejectedRows, "row")) of the roster set aside; see: cnswatch roster check")
        }
    }

    private func checkAge(of roster: RosterInForce) throws(StoreError) {
        let hours = context.settings.staleAfterHours
        guard context.clock.now > roster.exportedAt + hours * 3_600 else { return }
        let line =
            "there is no new export since \(context.clock.civilMoment(at: roster.exportedAt)), for more than"
            + " \(Pluralised(hours, "hour"))"
        if try raise(.stale, "\(roster.exportedAt)", line) { context.journal.note(.rosterStale, .warning, line) }
    }

    /// Looks whether a time service keeps the clock; where none has for an hour, that is raised once, until one does. By a wrong
    /// clock every notification would come at the wrong time.
    private func checkClock() throws(StoreError) {
        let now = context.clock.now
        switch context.clock.synchronisation {
        case .unknown: break
        case .synchronised:
            if context.state.clock == .notified {
                context.journal.note(.clockUnsynchronised, .notice, "the clock is kept again")
            }
            context.state.clock = .trusted
            try clear(.clock, "unsynchronised")
        case .unsynchronised:
            switch context.state.clock {
            case .trusted: context.state.clock = .doubted(since: now)
            case .doubted(let since) where (since..<since + ClinicClock.patience).contains(now): break
            case .doubted:
                let line =
                    "the machine's clock is not synchronised: by a wrong one people are told at the wrong time;"
                    + " see: timedatectl"
                context.journal.note(.clockUnsynchronised, .error, line)
                try raise(.clock, "unsynchronised", line)
                context.state.clock = .notified
            case .notified: break
            }
        }
    }

    /// Announces the silences that lapse soon, to each receiver once and to the journal.
    private func announceLapses() throws(StoreError) {
        let now = context.clock.now
        let notices = try context.store.read {
            try SilenceLapses.open($0, context.settings.notifications, context.clock)
        }.filter { $0.moment <= now }
        if notices.isEmpty { return }
        for notice in notices where notice.audience == .journal {
            context.journal.note(.silenceLapses, .notice, notice.line)
        }
        try context.store.write { writer in
            for notice in notices {
                try writer.noteTrouble(TroubleKind.silenceLapses.rawValue, notice.occasion, at: now)
                guard let receiver = notice.audience.name else { continue }
                try writer.addMessage(
                    to: receiver, by: "silence", kind: MessageKind.silence.rawValue,
                    priority: JournalPriority.notice.rawValue, line: notice.line, at: now, telling: [])
            }
        }
    }
}

/// Whether the heartbeat is answered, where that has changed.
package enum HeartbeatChange: Hashable, Sendable {
    /// It is not answered, and why.
    case unheard(String)
    /// It is answered again.
    case heardAgain
}

/// What became of a scheduled report.
package enum ReportOutcome: Sendable {
    /// It stands in its folder; of so many patients.
    case made(patients: Int)
    /// The last one stays, and why.
    case failed(String)
}
