import Alerting
import CivilCalendar
import ClinicalModel
import ControlInterface
import LocatedTOML
import ProtocolReading
import RosterReading
import Surveillance
import Systemd
import WatchStore

/// The heart of the service: takes rosters, keeps the follow-ups up to date, decides and hands over what is told.
///
/// It knows neither sockets nor the loop; whoever composes it calls it when files, clock or people ask for it.
final class Watchman {
    let configuration: DaemonConfiguration
    let clock: ClinicClock
    let store: WatchStore
    let journal: Journal
    private(set) var rules: SurveillanceProtocol
    private(set) var fingerprint: String
    /// The faults of the roster last read, and its counts.
    private(set) var lastReading: (faults: [RosterFault], totals: RosterTotals, exportedAt: Int)?
    /// Why a newer roster was refused, until one is taken.
    private(set) var refusal: (at: Int, reasons: [String])?
    /// Why a newer protocol was refused, until one is taken.
    private(set) var protocolRefusal: [String] = []
    /// Called after whatever may have changed the work-list.
    var onChange: () -> Void = {}
    /// The rows of a long work-list while its pages are read; forgotten whenever the list may have changed.
    var pagedRows: (question: DueRequest, day: CivilDate, rows: [DueRow])?
    private let pseudonyms: Pseudonyms
    // What the files looked like when they were last read, so that an unchanged one is not read again.
    private var stateRead: RosterFolderState?

    init(configuration: DaemonConfiguration, clock: ClinicClock, store: WatchStore, journal: Journal) throws {
        self.configuration = configuration
        self.clock = clock
        self.store = store
        self.journal = journal
        rules = try ProtocolReader.read(path: configuration.protocolFile)
        fingerprint = "\(ProtocolFingerprint(of: rules))"
        pseudonyms = Pseudonyms(
            key: try store.write { writer in
                if let key = try writer.reader.setting("site-key") { return key }
                let key = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
                try writer.set("site-key", to: key)
                return key
            })
    }

    var today: CivilDate { clock.day(at: clock.now) }

    /// Reads the protocol again; a faulty one is refused and the last good one stays in force.
    func reloadProtocol() {
        do {
            rules = try ProtocolReader.read(path: configuration.protocolFile)
            fingerprint = "\(ProtocolFingerprint(of: rules))"
            protocolRefusal = []
        } catch {
            protocolRefusal = error.faults.map(\.description)
            note(.protocolRefused, .error, "the protocol is refused and the last good one stays in force: \(error)")
        }
    }

    /// Reads the roster again, judges it whole, and takes it in one transaction or leaves the last good one in force.
    /// Files that are as they were when last read are not read again.
    func reload() throws -> ReloadReport {
        let state = RosterFolderState(folder: configuration.rosterFolder)
        if let state, state == stateRead, refusal == nil, let inForce = try store.read({ try $0.rosterInForce() }),
            inForce.protocolFingerprint == fingerprint
        {
            try turnDay()
            return report("unchanged", inForce, RosterChange())
        }
        stateRead = nil
        let reading: RosterReading
        do {
            reading = try RosterReader().read(folder: configuration.rosterFolder)
        } catch {
            return try refuse(error.faults.map(\.description))
        }
        let exportedAt =
            max(reading.patientsFile.modificationTime, reading.eventsFile.modificationTime) / 1_000_000_000
        stateRead = state
        let files = "\(reading.patientsFile.contentHash) \(reading.eventsFile.contentHash)"
        let inForce = try store.read { try $0.rosterInForce() }
        if let inForce, inForce.fingerprint == files, inForce.protocolFingerprint == fingerprint {
            lastReading = (reading.faults, reading.totals, exportedAt)
            tellRefusalIsOver()
            refusal = nil
            try turnDay()
            return report("unchanged", inForce, RosterChange())
        }
        let known = try store.read { try $0.contentHashes() }
        let current = Set(reading.roster.patients.map(\.mrn))
        let previous = Set(known.lazy.filter { !$0.value.isAbsent }.map(\.key))
        do {
            let shrinkage = ShrinkGuard(maximumVanishedShare: configuration.vanishedShareAtMost)
            try shrinkage.check(previous: previous, current: current)
        } catch {
            return try refuse(["\(error)"])
        }
        lastReading = (reading.faults, reading.totals, exportedAt)
        let taken = try take(reading, files: files, known: known, vanished: previous.subtracting(current), inForce)
        refusal = nil
        tell(taken.roster, taken.change, reading)
        try handOver()
        tellChange()
        return report("taken", taken.roster, taken.change)
    }

    /// Remembers why a newer roster is refused.
    func note(refusal reasons: [String]) { refusal = (clock.now, reasons) }

    /// What changed from one roster to the next.
    struct RosterChange {
        var changed = 0
        var vanished = 0
        var returned = 0
    }

    private func take(
        _ reading: RosterReading, files: String, known: [String: (hash: Int64, position: Int, isAbsent: Bool)],
        vanished: Set<String>, _ before: RosterInForce?
    ) throws -> (roster: RosterInForce, change: RosterChange) {
        let now = clock.now
        let today = clock.day(at: now)
        let roster = reading.roster
        let isSameProtocol = before?.protocolFingerprint == fingerprint
        var inForce = RosterInForce(
            loadedAt: now, fingerprint: files, patients: reading.totals.patients, events: reading.totals.events,
            rejectedRows: reading.totals.rejectedRows, protocolFingerprint: fingerprint,
            evaluatedDay: Int(today.daysSinceEpoch), evaluatedAt: now)
        var change = RosterChange()
        try store.write { writer in
            var planner = announcementPlanner(today, before)
            var evaluatedNow: Set<String> = []
            for index in roster.patients.indices {
                let record = roster.record(at: index)
                let mrn = record.patient.mrn
                let hash = ContentHash.hash(of: record, agents: roster.agents)
                let old = known[mrn]
                if let old, old.isAbsent { change.returned += 1 }
                if let old, old.hash == hash, !old.isAbsent, isSameProtocol {
                    if old.position != index { try writer.move(mrn, to: index) }
                    continue
                }
                if old?.hash != hash { change.changed += 1 }
                let plan = PatientPlan(for: record, rules: rules, asOf: today)
                let evaluated = EvaluatedPatient(
                    record: record, plan: plan, pseudonym: pseudonyms.pseudonym(of: mrn), position: index,
                    contentHash: hash)
                try writer.put(evaluated, agents: roster.agents)
                evaluatedNow.insert(mrn)
                try planner.consider(
                    plan.items.map { WatchedItem($0, in: plan) }, of: evaluated.pseudonym, ledger: writer)
            }
            for mrn in vanished {
                try writer.markAbsent(mrn, since: today)
                change.vanished += 1
            }
            try reevaluate(
                writer, today: today, before: before, isSameProtocol: isSameProtocol, except: evaluatedNow, &planner)
            try writer.put(planner.decisions(), at: now)
            inForce.evaluatedAt = clock.now
            try writer.put(inForce: inForce)
        }
        return (inForce, change)
    }

    /// Works out anew whoever's plan may be another today than when it was made.
    private func reevaluate(
        _ writer: StoreWriter, today: CivilDate, before: RosterInForce?, isSameProtocol: Bool,
        except evaluatedNow: Set<String>, _ planner: inout AnnouncementPlanner
    ) throws {
        // After a clock that went back, or under another protocol, every plan is in question.
        let isBack = before.map { Int(today.daysSinceEpoch) < $0.evaluatedDay } ?? false
        let patients =
            isBack || (before != nil && !isSameProtocol)
            ? try writer.reader.allPatients() : try writer.reader.patientsChanging(onOrBefore: today)
        for patient in patients where !evaluatedNow.contains(patient.record.patient.mrn) {
            let plan = PatientPlan(for: patient.record, rules: rules, asOf: today)
            try writer.put(plan, of: patient.record.patient.mrn)
            try planner.consider(plan.items.map { WatchedItem($0, in: plan) }, of: patient.pseudonym, ledger: writer)
        }
    }

    /// Brings all plans up to the day, once the day has turned.
    func turnDay() throws {
        let now = clock.now
        let today = clock.day(at: now)
        guard var roster = try store.read({ try $0.rosterInForce() }), roster.evaluatedDay != Int(today.daysSinceEpoch)
        else { return try handOver() }
        try store.write { writer in
            var planner = announcementPlanner(today, roster)
            try reevaluate(writer, today: today, before: roster, isSameProtocol: true, except: [], &planner)
            try writer.put(planner.decisions(), at: now)
            roster.evaluatedDay = Int(today.daysSinceEpoch)
            roster.evaluatedAt = clock.now
            try writer.put(inForce: roster)
        }
        note(.evaluated, .info, "all patients are up to date for \(today)")
        try handOver()
        tellChange()
    }

    private func announcementPlanner(_ today: CivilDate, _ before: RosterInForce?) -> AnnouncementPlanner {
        AnnouncementPlanner(
            AnnouncementContext(
                today: today, lastEvaluated: before.map { CivilDate(clampingDaysSinceEpoch: $0.evaluatedDay) },
                limit: configuration.summaryAbove))
    }
}
