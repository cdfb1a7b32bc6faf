import Alerting
import CivilCalendar
import ClinicalModel
import FHIRReading
import LocatedTOML
import ProtocolReading
import RosterReading
import StaffWork
import Surveillance
import Systemd
import WatchStore

/// The heart of the service: takes rosters, keeps the follow-ups up to date, decides and hands over what is told.
///
/// It knows neither sockets nor the loop and does one job after the other; all that is written to the store is written
/// here. `WatchmanThread` gives it a thread of its own.
package final class Watchman {
    let settings: ServiceSettings
    let clock: ClinicClock
    let store: WatchStore
    let journal: Journal
    var standing: WatchmanStanding
    /// Called as a long job comes further.
    var onProgress: (WatchmanProgress) -> Void = { _ in }
    /// Asked now and then during a long job, which is given up where the answer is yes.
    var isStopping: () -> Bool = { false }
    /// By how much a next try comes later, up to so many seconds; chance, but for tests.
    var jitter: (Int) -> Int = { Int.random(in: 0...$0) }
    /// The moment at which messages were made last: if it is later than now, the clock went back.
    var latestMoment = Int.min
    let pseudonyms: Pseudonyms

    init(
        settings: ServiceSettings, clock: ClinicClock, store: WatchStore, pseudonyms: Pseudonyms,
        standing: WatchmanStanding, journal: Journal
    ) {
        self.settings = settings
        self.clock = clock
        self.store = store
        self.pseudonyms = pseudonyms
        self.standing = standing
        self.journal = journal
    }

    var today: CivilDate { clock.day(at: clock.now) }

    /// Does a job. What the store could not do is left as it was.
    func perform(_ job: WatchmanJob) throws(StoreError) -> WatchmanOutcome {
        switch job {
        case .readProtocolAndRoster:
            readProtocol()
            return try readRoster()
        case .readRoster: return try readRoster()
        case .turnDay:
            try turnDay()
            return .dayTurned
        case .act(let request): return try act(request)
        case .settle(let message, let outcome):
            try settle(message, outcome)
            return .settled
        case .noteRecovery(let since):
            try noteRecovery(since: since)
            return .noted
        case .report(let outcome):
            try note(outcome)
            return .noted
        case .heartbeat(let change):
            try note(change)
            return .noted
        case .telling(let request): return .tellingChanged(try change(request))
        }
    }

    /// Reads the protocol again; a faulty one is refused and the last good one stays in force.
    private func readProtocol() {
        do {
            let rules = try ProtocolReader.read(path: settings.protocolFile)
            let before = standing
            standing = WatchmanStanding(rules)
            standing.refusal = before.refusal
            if standing.fingerprint != before.fingerprint || !before.protocolRefusal.isEmpty {
                journal.note(
                    .protocolTaken, .notice,
                    "the protocol \(rules.id) \(rules.version) is in force, fingerprint \(standing.fingerprint)")
            }
        } catch {
            standing.protocolRefusal = error.faults.map(\.description)
            journal.note(
                .protocolRefused, .error, "the protocol is refused and the last good one stays in force: \(error)")
        }
    }

    /// Reads the roster again, judges it whole, and takes it in one transaction or leaves the last good one in force.
    /// Files that are as they were when last read are not read again.
    func readRoster() throws(StoreError) -> WatchmanOutcome {
        let mapping = settings.mapping
        let state = RosterFolderState(
            folder: settings.rosterFolder, codes: settings.codesFolder, files: mapping?.files
        ).map { "\($0)\(mapping.map { "; mapping \($0.contentHash)" } ?? "")" }
        let inForce = try store.read { try $0.rosterInForce() }
        if let state, let inForce, inForce.folderState == state { return try stays(inForce) }
        onProgress(.reading)
        let reading: RosterReading
        do throws(RosterFolderError) {
            let codes = CodeTableLocator(named: settings.codesFolder)
            reading = try RosterFolderReader(codes: codes, mapping: mapping).read(folder: settings.rosterFolder)
        } catch {
            return .judged(
                try refuse(error.reasons, inJournal: error.unnamedReasons, isBeingWritten: error.isBeingWritten))
        }
        let new = RosterInForce(
            reading, folderState: state ?? "", rules: rulesFingerprint, now: clock.now,
            today: today)
        if var same = inForce, same.fingerprint == new.fingerprint {
            (same.folderState, same.exportedAt) = (new.folderState, new.exportedAt)
            let moved = same
            try store.write { try $0.put(inForce: moved) }
            try rest()
            return try stays(moved)
        }
        var comparison = try compare(reading.roster, inForce)
        do {
            let shrinkage = ShrinkGuard(maximumVanishedShare: settings.vanishedShareAtMost)
            try shrinkage.check(vanished: comparison.vanished.count, of: comparison.previous)
            if let inForce { try shrinkage.check(previousEvents: inForce.events, currentEvents: new.events) }
        } catch {
            return .judged(try refuse(["\(error)"]))
        }
        try take(reading, as: new, &comparison, inForce)
        CrashPoint.committed.reach()
        standing.refusal = nil
        try forgetRefusal()
        tell(new, comparison.change)
        try tellTroubles(new)
        try handOver()
        try rest()
        return .judged(RosterOutcome(verdict: .taken, inForce: new, change: comparison.change))
    }

    /// The roster in force stays, its files being what they were; the day or the protocol may be another.
    private func stays(_ roster: RosterInForce) throws(StoreError) -> WatchmanOutcome {
        if standing.refusal != nil {
            journal.note(.rosterTaken, .notice, "the roster is sound again and as it was")
        }
        standing.refusal = nil
        try forgetRefusal()
        try turnDay()
        return .judged(RosterOutcome(verdict: .unchanged, inForce: roster, change: RosterChange()))
    }

    /// Gives back the memory that a long job took: freed, the C library would keep it for the next one.
    private func rest() throws(StoreError) {
        try store.rest()
        FreedMemory.giveBack()
    }

    /// Says how far a long job has come, and gives it up where the service is to stop.
    func keepGoing(_ index: Int, of count: Int) throws {
        guard index & 0xFF == 0 else { return }
        if isStopping() { throw CancellationError() }
        if index & 0xFFF == 0, count > 0x1000 { onProgress(.evaluating(done: index, total: count)) }
    }
}

/// What holds at the moment beside what the store keeps: the watchman settles it, whoever answers reads it.
package struct WatchmanStanding: Sendable {
    /// Why a newer roster was refused, and when, in seconds since 1970; nil once one is taken.
    package struct Refusal: Sendable, Hashable {
        package let at: Int
        package let reasons: [String]
    }

    /// How far the machine's clock is trusted.
    package enum Clock: Sendable, Hashable {
        /// There is no reason not to.
        case trusted
        /// Nothing keeps it, as was first seen at this moment, in seconds since 1970.
        case doubted(since: Int)
        /// Nothing keeps it, and that was told.
        case told
    }

    /// The protocol in force.
    package internal(set) var rules: SurveillanceProtocol
    /// Its fingerprint.
    package internal(set) var fingerprint: String
    /// Why a newer roster was refused.
    package internal(set) var refusal: Refusal?
    /// Why a newer protocol was refused; empty once one is taken.
    package internal(set) var protocolRefusal: [String] = []
    /// How far the machine's clock is trusted.
    package internal(set) var clock = Clock.trusted

    /// The standing of a service that has just read its protocol.
    package init(_ rules: SurveillanceProtocol) {
        self.rules = rules
        fingerprint = "\(ProtocolFingerprint(of: rules))"
    }
}

/// What became of reading a roster.
package struct RosterOutcome: Sendable {
    /// What was decided.
    package enum Verdict: Hashable, Sendable {
        /// It is in force.
        case taken
        /// Its files hold what they held.
        case unchanged
        /// The last good one stays in force; one that is being written is worth reading again soon.
        case refused([String], isBeingWritten: Bool)
    }

    /// What was decided.
    package let verdict: Verdict
    /// The roster in force now; nil for none.
    package let inForce: RosterInForce?
    /// What the roster changed.
    package let change: RosterChange
}
