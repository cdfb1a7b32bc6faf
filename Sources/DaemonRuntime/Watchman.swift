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
    /// Why a newer roster was refused, until one is taken.
    private(set) var refusal: (at: Int, reasons: [String])?
    /// Why a newer protocol was refused, until one is taken.
    private(set) var protocolRefusal: [String] = []
    /// Called after whatever may have changed the work-list.
    var onChange: () -> Void = {}
    /// The places of a long work-list while its pages are read; forgotten whenever the list may have changed.
    var pagedKeys: (question: DueRequest, day: CivilDate, keys: [FollowUpKey])?
    private let pseudonyms: Pseudonyms

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
        let state = RosterFolderState(folder: configuration.rosterFolder)?.description
        let inForce = try store.read { try $0.rosterInForce() }
        if let state, let inForce, inForce.folderState == state, inForce.protocolFingerprint == fingerprint {
            endRefusal()
            try turnDay()
            return report("unchanged", inForce, RosterChange())
        }
        let reading: RosterReading
        do {
            reading = try RosterReader().read(folder: configuration.rosterFolder)
        } catch {
            return try refuse(error.faults.map(\.description))
        }
        let now = clock.now
        let new = RosterInForce(
            loadedAt: now,
            exportedAt: max(reading.patientsFile.modificationTime, reading.eventsFile.modificationTime) / 1_000_000_000,
            fingerprint: "\(reading.patientsFile.contentHash) \(reading.eventsFile.contentHash)",
            folderState: state ?? "", patients: reading.totals.patients, events: reading.totals.events,
            rejectedRows: reading.totals.rejectedRows,
            faults: reading.totals.patientFaults + reading.totals.eventFaults, protocolFingerprint: fingerprint,
            evaluatedDay: Int(clock.day(at: now).daysSinceEpoch), evaluatedAt: now)
        if var same = inForce, same.fingerprint == new.fingerprint, same.protocolFingerprint == fingerprint {
            (same.folderState, same.exportedAt) = (new.folderState, new.exportedAt)
            try store.write { try $0.put(inForce: same) }
            endRefusal()
            try turnDay()
            return report("unchanged", same, RosterChange())
        }
        let known = try store.read { try $0.knownPatients() }
        let current = Set(reading.roster.patients.map(\.mrn))
        let previous = Set(known.lazy.filter { !$0.value.isAbsent }.map(\.key))
        do {
            let shrinkage = ShrinkGuard(maximumVanishedShare: configuration.vanishedShareAtMost)
            try shrinkage.check(previous: previous, current: current)
        } catch {
            return try refuse(["\(error)"])
        }
        let change = try take(reading, as: new, known: known, vanished: previous.subtracting(current), inForce)
        refusal = nil
        tell(new, change)
        try handOver()
        tellChange()
        return report("taken", new, change)
    }

    /// Remembers why a newer roster is refused.
    func note(refusal reasons: [String]) { refusal = (clock.now, reasons) }

    /// The files are again those of the roster in force.
    private func endRefusal() {
        if refusal != nil { note(.rosterTaken, .notice, "the roster is sound again and as it was") }
        refusal = nil
    }

    /// What changed from one roster to the next.
    struct RosterChange {
        var changed = 0
        var vanished = 0
        var returned = 0
    }

    private func take(
        _ reading: RosterReading, as new: RosterInForce, known: [String: KnownPatient], vanished: Set<String>,
        _ before: RosterInForce?
    ) throws -> RosterChange {
        let today = CivilDate(clampingDaysSinceEpoch: new.evaluatedDay)
        let roster = reading.roster
        let isSameProtocol = before?.protocolFingerprint == fingerprint
        var change = RosterChange()
        try store.write { writer in
            var planner = announcementPlanner(today, before)
            var evaluatedNow: Set<Int64> = []
            for index in roster.patients.indices {
                let record = roster.record(at: index)
                let person = record.patient
                let history = try writer.encode(record, agents: roster.agents)
                let old = known[person.mrn]
                if let old, old.isAbsent { change.returned += 1 }
                if let old, old.contentHash == history.contentHash, !old.isAbsent, isSameProtocol {
                    if old.row != person.row || old.firstEventRow != history.firstRow {
                        try writer.place(old.id, row: person.row, firstEventRow: history.firstRow)
                    }
                    continue
                }
                if old?.contentHash != history.contentHash { change.changed += 1 }
                let plan = PatientPlan(for: record, rules: rules, asOf: today)
                let evaluated = EvaluatedPatient(
                    record, history: history, plan: plan, pseudonym: pseudonyms.pseudonym(of: person.mrn))
                evaluatedNow.insert(try writer.put(evaluated, id: old?.id))
                try planner.consider(
                    plan.items.map { WatchedItem($0, in: plan) }, of: evaluated.pseudonym, ledger: writer)
            }
            for mrn in vanished {
                guard let patient = known[mrn] else { continue }
                try writer.markAbsent(patient.id, since: today)
                change.vanished += 1
            }
            try reevaluate(
                writer, today: today, before: before, isSameProtocol: isSameProtocol, except: evaluatedNow, &planner)
            try writer.put(planner.decisions(), at: new.evaluatedAt)
            try writer.put(inForce: new)
            try writer.put(faults: reading.faults.map { StoredFault($0) })
        }
        return change
    }

    /// Works out anew whoever's plan may be another today than when it was made.
    private func reevaluate(
        _ writer: StoreWriter, today: CivilDate, before: RosterInForce?, isSameProtocol: Bool,
        except evaluatedNow: Set<Int64>, _ planner: inout AnnouncementPlanner
    ) throws {
        // After a clock that went back, or under another protocol, every plan is in question.
        let isBack = before.map { Int(today.daysSinceEpoch) < $0.evaluatedDay } ?? false
        let patients =
            isBack || (before != nil && !isSameProtocol)
            ? try writer.reader.allPatients() : try writer.reader.patientsChanging(onOrBefore: today)
        for id in patients where !evaluatedNow.contains(id) {
            guard let patient = try writer.reader.patient(id) else { continue }
            let plan = PatientPlan(for: patient.record, rules: rules, asOf: today)
            try writer.put(plan, of: id)
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
