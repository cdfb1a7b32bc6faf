import Alerting
import CivilCalendar
import ClinicalModel
import FHIRReading
import Glibc
import OrderedPieces
import RosterReading
import StaffWork
import Surveillance
import Systemd
import WatchStore

/// Takes a roster: compared, evaluated on all processors, and stored in one transaction.
extension Watchman {
    /// So few are evaluated ahead of being stored that memory does not grow with the roster.
    private static let pieceSize = 64

    /// Holds a roster against the one in force.
    func compare(_ roster: Roster, _ before: RosterInForce?) throws(StoreError) -> RosterComparison {
        let isEveryPlan = before?.rules != rulesFingerprint
        return try store.read { reader in
            try RosterComparison(roster, reader, isEveryPlan: isEveryPlan) { _ in
                if isStopping() { throw CancellationError() }
            }
        }
    }

    /// Puts a roster in force, with all that follows from it.
    func take(
        _ reading: RosterReading, as new: RosterInForce, _ comparison: inout RosterComparison, _ before: RosterInForce?
    ) throws(StoreError) {
        let today = CivilDate(clampingDaysSinceEpoch: new.evaluatedDay)
        try store.write { writer in
            var planner = try announcementPlanner(new.evaluatedAt, before, writer.reader)
            let roster = reading.roster
            let contents = try writer.contents(of: roster)
            var asked = try AskedQuestions(
                reading, withActs: try writer.reader.patientsWithActs(), writer.reader)
            let places = comparison.evaluated + asked.othersWhoMayDiffer(comparison)
            let evaluation = RosterEvaluation(
                roster: roster, contents: contents, marker: PatientMarker(of: roster), rules: standing.rules,
                today: today, pseudonyms: pseudonyms, routing: planner.context.routing,
                worked: try worked(places, comparison, roster, &asked, writer.reader))
            let hasPlaces = roster.hasPlaces
            if !hasPlaces { try writer.forgetPlaces() }
            var evaluatedNow: Set<Int64> = []
            let count = places.count
            let pieces = (count + Watchman.pieceSize - 1) / Watchman.pieceSize
            try OrderedPieces.forEach(pieces) { piece in
                places[piece * Watchman.pieceSize..<min((piece + 1) * Watchman.pieceSize, count)]
                    .map { evaluation.evaluated(at: Int($0)) }
            } take: { (piece: Int, patients: [RosterEvaluation.Evaluated]) throws in
                try keepGoing(piece * Watchman.pieceSize, of: count)
                for evaluated in patients {
                    let known = comparison.numbers[evaluated.index]
                    if known == 0 {
                        try planner.consider(evaluated.items, of: evaluated.subject, ledger: EmptyLedger())
                    } else {
                        try planner.consider(evaluated.items, of: evaluated.subject, ledger: writer)
                        try writer.release(heldBack: evaluated.subject.pseudonym, at: new.evaluatedAt)
                    }
                    let number = try writer.put(evaluated.patient, id: known == 0 ? nil : known)
                    comparison.marks[number] = evaluated.mark
                    if before != nil { evaluatedNow.insert(number) }
                    if hasPlaces { try writer.put(places: roster.eventPlaces(of: evaluated.index), of: number) }
                }
                try writer.put(planner.settled(), at: new.evaluatedAt, seconds: clock.seconds)
            }
            for index in comparison.spaced.lazy.map(Int.init) {
                try writer.put(contents.history(at: index), of: comparison.numbers[index])
            }
            if hasPlaces {
                for (index, number) in comparison.numbers.enumerated()
                where number != 0 && !evaluatedNow.contains(number) {
                    try writer.put(places: roster.eventPlaces(of: index), of: number)
                }
            }
            try writer.put(&comparison.marks)
            for number in comparison.vanished { try writer.markAbsent(number, since: today) }
            try reevaluate(
                writer, at: new.evaluatedAt, today: today, before: before, except: evaluatedNow, &planner)
            try forgetUnrouted(if: planner.context.isRoutingNew, writer)
            try put(planner.decisions(), at: new.evaluatedAt, writer)
            try writer.put(inForce: new)
            try writer.put(faults: reading.faults.map { StoredFault($0) })
            try writer.put(questions: asked.stored(in: roster))
        }
    }

    /// Those for whom staff did something, of those who are to be evaluated.
    private func worked(
        _ places: [Int32], _ comparison: RosterComparison, _ roster: Roster, _ asked: inout AskedQuestions,
        _ reader: StoreReader
    ) throws -> [Int: (record: PatientRecord, workflow: Workflow)] {
        var worked: [Int: (record: PatientRecord, workflow: Workflow)] = [:]
        if asked.withActs.isEmpty { return worked }
        for index in places.lazy.map(Int.init) where asked.withActs.contains(comparison.numbers[index]) {
            var agents = roster.agents
            let workflow = try reader.workflow(of: comparison.numbers[index], agents: &agents)
            worked[index] = (asked.asking(roster.record(at: index), index, workflow), workflow)
        }
        return worked
    }
}

/// Works out what patients of a roster are owed, on any thread.
struct RosterEvaluation: Sendable {
    /// A patient, evaluated.
    struct Evaluated: Sendable {
        let index: Int
        let patient: EvaluatedPatient
        let mark: PatientMark
        let items: [WatchedItem]
        let subject: Subject
    }

    let roster: Roster
    let contents: EncodedContents
    let marker: PatientMarker
    let rules: SurveillanceProtocol
    let today: CivilDate
    let pseudonyms: Pseudonyms
    let routing: Routing
    /// The patients for whom staff did something, by their places in the roster: what the export leaves open of them is part of
    /// their records.
    let worked: [Int: (record: PatientRecord, workflow: Workflow)]

    /// The patient at a place of the roster.
    func evaluated(at index: Int) -> Evaluated {
        let (record, workflow) = worked[index] ?? (roster.record(at: index), .none)
        let plan = WorkedPlan(for: record, workflow, rules: rules, asOf: today)
        let items = WatchedItem.items(of: plan)
        let person = record.patient
        let subject = Subject(
            pseudonym: pseudonyms.pseudonym(of: person.mrn), clinic: person.clinic, clinician: person.clinician)
        return Evaluated(
            index: index,
            patient: EvaluatedPatient(
                record, history: contents.history(at: index), plan: plan,
                nextChange: routing.nextChange(plan, items, of: subject), pseudonym: subject.pseudonym),
            mark: marker.mark(at: index), items: items, subject: subject)
    }
}

extension Routing {
    /// The first later day on which a patient's plan, what holds items back, or who is to be told may be another.
    func nextChange(_ worked: WorkedPlan, _ items: [WatchedItem], of subject: Subject) -> CivilDate? {
        [worked.nextChange, nextDay(for: items, of: subject, after: worked.day)].compactMap(\.self).min()
    }
}

/// What a roster leaves open while it is taken, and which of it staff have answered.
struct AskedQuestions {
    private let reading: RosterReading
    /// For each patient who has any and for whom anything was done, which they are.
    private let ofPatients: [Int32: [Int]]
    /// Of whom the roster before left anything open, among those for whom anything was done.
    private let before: Set<Int64>
    /// The patients for whom anything was done.
    let withActs: Set<Int64>
    private var answeredBy: [Int: Int64] = [:]

    init(_ reading: RosterReading, withActs: Set<Int64>, _ reader: StoreReader) throws {
        self.reading = reading
        self.withActs = withActs
        // Where staff did nothing, nothing is answered.
        ofPatients =
            withActs.isEmpty
            ? [:] : Dictionary(grouping: reading.questions.indices) { reading.questions[$0].patient }
        before = withActs.isEmpty ? [] : try reader.patientsWithQuestions().intersection(withActs)
    }

    /// Whether a patient's plan may be another although the events are the same: other questions may have the same answers.
    private func mayDiffer(_ index: Int, _ id: Int64) -> Bool {
        before.contains(id) || (withActs.contains(id) && ofPatients[Int32(clamping: index)] != nil)
    }

    /// The places of those whose plans may be others for that, beside those who are evaluated anyway.
    func othersWhoMayDiffer(_ comparison: RosterComparison) -> [Int32] {
        if withActs.isEmpty { return [] }
        let evaluated = Set(comparison.evaluated)
        return comparison.numbers.enumerated().compactMap { index, number in
            number != 0 && mayDiffer(index, number) && !evaluated.contains(Int32(index)) ? Int32(index) : nil
        }
    }

    /// A patient's record with what it leaves open.
    mutating func asking(_ record: PatientRecord, _ index: Int, _ workflow: Workflow) -> PatientRecord {
        guard !workflow.acts.isEmpty, let numbers = ofPatients[Int32(clamping: index)] else { return record }
        let open = numbers.map { reading.questions[$0].open }
        for (number, act) in zip(numbers, AnsweredQuestions(open, workflow).acts) { answeredBy[number] = act }
        return record.asking(open)
    }

    /// The questions as they are kept.
    func stored(in roster: Roster) -> [StoredQuestion] {
        reading.questions.enumerated().map { StoredQuestion($1, in: roster, answeredBy: answeredBy[$0]) }
    }
}

extension RosterInForce {
    /// The roster of a reading, taken and evaluated now.
    init(
        _ reading: RosterReading, folderState: String, rules: RulesFingerprint, now: Int, today: CivilDate
    ) {
        let files = reading.files
        self.init(
            loadedAt: now, exportedAt: (files.map(\.modificationTime).max() ?? 0) / 1_000_000_000,
            fingerprint: files.map { "\($0.contentHash)" }.joined(separator: " "), folderState: folderState,
            patients: reading.totals.patients, events: reading.totals.events,
            rejectedRows: reading.totals.rejectedRows,
            faults: reading.totals.faults,
            rules: rules, evaluatedDay: Int(today.daysSinceEpoch), evaluatedAt: now)
    }
}

/// What the files of a roster folder look like from outside: size, inode, and when they were last changed.
struct RosterFolderState: Hashable {
    private struct FileState: Hashable {
        let name: String
        let size: Int
        let inode: UInt
        let seconds: Int
        let nanoseconds: Int
    }

    private let files: [FileState]

    /// How large the files are together.
    var byteCount: Int { files.reduce(0) { $0 + $1.size } }

    /// The state of a folder now, and of the code tables where it holds FHIR; nil where one of the files cannot be looked at.
    ///
    /// - Parameter files: the names of the site's own files, where a mapping names them.
    init?(folder: String, codes: String, files own: [String]?) {
        var files: [FileState] = []
        guard let paths = RosterFolderState.paths(folder, codes, own) else { return nil }
        for (name, path) in paths {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            files.append(
                FileState(
                    name: name, size: status.st_size, inode: status.st_ino, seconds: status.st_mtim.tv_sec,
                    nanoseconds: status.st_mtim.tv_nsec))
        }
        self.files = files
    }
}

extension RosterFolderState {
    private static func paths(_ folder: String, _ codes: String, _ own: [String]?) -> [(name: String, path: String)]? {
        if let own { return own.map { (name: $0, path: folder + "/" + $0) } }
        guard let kind = try? RosterFolder(folder) else { return nil }
        let paths = kind.files.map { (name: $0.rawValue, path: folder + "/" + $0.rawValue) }
        switch kind {
        case .tables: return paths
        case .fhir: return paths + CodeTableReader.files(in: codes).map { (name: $0, path: codes + "/" + $0) }
        }
    }
}

extension RosterFolderState: CustomStringConvertible {
    /// The states of the files as text, to be kept with the roster that was read from them.
    var description: String {
        files.map { "\($0.name) \($0.size) \($0.inode) \($0.seconds).\($0.nanoseconds)" }.joined(separator: "; ")
    }
}

/// What the watchman tells: alerts to the journal, outcomes to whoever asked for a reload.
extension Watchman {
    /// The last good roster stays. One that is being written is worth a second look, and not worth telling; the journal may name
    /// less than those who ask are told.
    func refuse(
        _ reasons: [String], inJournal: [String]? = nil, isBeingWritten: Bool = false
    ) throws(StoreError) -> RosterOutcome {
        standing.refusal = WatchmanStanding.Refusal(at: clock.now, reasons: reasons)
        let inForce = try store.read { try $0.rosterInForce() }
        journal.note(
            .rosterRefused, .error,
            "the roster is refused\(inForce == nil ? "" : " and the last good one stays in force"): "
                + (inJournal ?? reasons).joined(separator: " | "))
        if !isBeingWritten { try tellRefusal(isInForce: inForce != nil) }
        try turnDay()
        return RosterOutcome(
            verdict: .refused(reasons, isBeingWritten: isBeingWritten), inForce: inForce, change: RosterChange())
    }

    /// Hands the decided alerts to the journal. What was decided before a crash is handed over after it.
    func handOver() throws(StoreError) {
        try fillOutbox()
        let alerts = try store.read { try $0.pendingAlerts() }
        if alerts.isEmpty { return }
        for alert in alerts {
            var fields = [JournalField("CNSWATCH_ALERT", "\(alert.id)")]
            if let patient = alert.patient { fields.append(JournalField("CNSWATCH_SUBJECT", patient)) }
            journal.write(
                JournalPriority.allCases.first { $0.rawValue == alert.priority } ?? .warning, alert.line,
                messageID: JournalEvent.alert.messageID, fields: fields)
        }
        CrashPoint.journalled.reach()
        try store.write { try $0.markHandedOver(alerts.map(\.id), at: clock.now) }
        CrashPoint.journalNoted.reach()
    }

    func tell(_ roster: RosterInForce, _ change: RosterChange) {
        journal.note(
            .rosterTaken, .notice,
            "roster taken: \(Counted(roster.patients, "patient")), \(Counted(roster.events, "event")), "
                + "\(Counted(change.changed, "patient")) changed")
        if roster.rejectedRows > 0 {
            journal.note(
                .rowsRejected, .warning,
                "\(Counted(roster.rejectedRows, "row")) of the roster set aside; "
                    + "see: cnswatch roster check \(settings.rosterFolder)")
        }
        if change.vanished > 0 {
            journal.note(
                .patientsVanished, .warning,
                "\(Counted(change.vanished, "patient").with("is", "are")) missing from the export; kept and still watched"
            )
        }
    }
}
