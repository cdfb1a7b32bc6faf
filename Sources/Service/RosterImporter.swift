import Alerting
import CSVReading
import CivilCalendar
import ClinicalModel
import FHIRReading
import Glibc
import LocatedTOML
import ParallelMap
import ProtocolReading
import RosterFolders
import RosterModel
import StaffWork
import Surveillance
import Systemd
import WatchStore

/// Reads the roster and the protocol, judges each whole, and takes it or leaves the last good one in force.
struct RosterImporter {
    /// So few patients are evaluated ahead of being stored that memory does not grow with the roster.
    private static let pieceSize = 64

    private let context: WriterContext
    private let reevaluator: Reevaluator
    private let troubles: Troubles
    private let pseudonyms: Pseudonyms

    init(_ context: WriterContext, _ reevaluator: Reevaluator, _ troubles: Troubles, pseudonyms: Pseudonyms) {
        (self.context, self.reevaluator, self.troubles, self.pseudonyms) = (context, reevaluator, troubles, pseudonyms)
    }

    /// Reads the protocol again; a faulty one is refused and the last good one stays in force.
    func readProtocol() {
        do {
            let protocols = try ProtocolReader.read(paths: context.settings.protocolFiles)
            let before = context.state
            context.state.take(protocols)
            if context.state.fingerprint != before.fingerprint || !before.protocolRefusal.isEmpty {
                context.journal.note(
                    .protocolTaken, .notice,
                    "the protocol \(protocols.names) is in force, fingerprint \(context.state.fingerprint)")
            }
        } catch {
            context.state.protocolRefusal = error.faults.map(\.description)
            context.journal.note(
                .protocolRefused, .error, "the protocol is refused and the last good one stays in force: \(error)")
        }
    }

    /// Reads the roster, judges it whole, and takes it in one transaction or leaves the last good one in force.
    /// Files that are as they were when last read are not read again, unless a person asks.
    func read(_ cause: RosterReadCause) throws(StoreError) -> RosterOutcome {
        let (settings, store) = (context.settings, context.store)
        let state = RosterFolderState(
            folder: settings.rosterFolder, codes: settings.codesFolder, files: settings.mapping?.files
        ).map { "\($0)\(settings.mapping.map { "; mapping \($0.contentHash)" } ?? "")" }
        let inForce = try store.read { try $0.rosterInForce() }
        if cause == .automatic, let state, let inForce, inForce.folderState == state { return try keep(inForce) }
        let mark = ReadingMark(besideStore: store.path)
        guard mark.begin(state ?? "", isAsked: cause != .automatic) else {
            return try refuse(
                [
                    "the service ended by a fault while it read this export, and does not read it again by itself; "
                        + "replace the export and report the fault, or try once more with: cnswatch reload"
                ], inForce)
        }
        defer { mark.end() }
        context.report(.reading)
        let reading: RosterReading
        do throws(RosterFolderError) {
            let codes = CodeTableLocator(named: settings.codesFolder)
            reading = try RosterFolderReader(codes: codes, mapping: settings.mapping).read(
                folder: settings.rosterFolder)
        } catch {
            return try refuse(
                error.reasons, inJournal: error.unnamedReasons, isBeingWritten: error.isBeingWritten, inForce)
        }
        FailPoint.reading.reach()
        let new = RosterInForce(
            reading, folderState: state ?? "", rules: reevaluator.rulesFingerprint, now: context.clock.now,
            today: context.today)
        if var same = inForce, same.fingerprint == new.fingerprint {
            (same.folderState, same.exportedAt) = (new.folderState, new.exportedAt)
            let moved = same
            try store.write { try $0.put(inForce: moved) }
            try context.releaseMemory()
            return try keep(moved)
        }
        var comparison = try compare(reading.roster, inForce)
        var doubts: [String] = []
        if cause != .accepting, let inForce {
            doubts = judge.doubts(vanished: comparison.vanished.count, of: comparison.previous)
            if inForce.events > 0 { doubts += judge.doubts(new.tally, after: inForce.tally) }
        }
        if doubts.isEmpty {
            let changes = cause == .accepting ? nil : inForce.map { PhaseChanges(since: $0, context.state) }
            doubts = try take(reading, as: new, &comparison, inForce, counting: changes)
        }
        guard doubts.isEmpty else { return try refuse(["\(ExportDoubted(doubts: doubts))"], inForce) }
        FailPoint.committed.reach()
        context.state.refusal = nil
        try troubles.clearRefusal()
        note(new, comparison.change)
        return RosterOutcome(verdict: .taken, inForce: new, change: comparison.change)
    }

    private var judge: ExportJudge {
        ExportJudge(
            vanishedShareAtMost: context.settings.vanishedShareAtMost,
            changedShareAtMost: context.settings.changedShareAtMost)
    }

    /// The roster in force stays, its files being what they were.
    private func keep(_ roster: RosterInForce) throws(StoreError) -> RosterOutcome {
        if context.state.refusal != nil {
            context.journal.note(.rosterTaken, .notice, "the roster is sound again and as it was")
        }
        context.state.refusal = nil
        try troubles.clearRefusal()
        return RosterOutcome(verdict: .unchanged, inForce: roster, change: RosterChange())
    }

    /// The last good roster stays. One that is being written is read again soon and is no trouble yet; the journal may name less
    /// than those who ask hear.
    private func refuse(
        _ reasons: [String], inJournal: [String]? = nil, isBeingWritten: Bool = false, _ inForce: RosterInForce?
    ) throws(StoreError) -> RosterOutcome {
        context.state.refusal = ServiceState.Refusal(
            at: context.clock.now, reasons: reasons, isBeingWritten: isBeingWritten)
        context.journal.note(
            .rosterRefused, .error,
            "the roster is refused\(inForce == nil ? "" : " and the last good one stays in force"): "
                + (inJournal ?? reasons).joined(separator: " | "))
        if !isBeingWritten { try troubles.raiseRefusal(isInForce: inForce != nil) }
        return RosterOutcome(verdict: .refused(reasons), inForce: inForce, change: RosterChange())
    }

    private func note(_ roster: RosterInForce, _ change: RosterChange) {
        context.journal.note(
            .rosterTaken, .notice,
            "roster taken: \(Pluralised(roster.patients, "patient")), \(Pluralised(roster.events, "event")), "
                + "\(Pluralised(change.changed, "patient")) changed")
        if roster.rejectedRows > 0 {
            context.journal.note(
                .rowsRejected, .warning,
                "\(Pluralised(roster.rejectedRows, "row")) of the roster set aside; "
                    + "see: cnswatch roster check \(context.settings.rosterFolder)")
        }
        if change.vanished > 0 {
            context.journal.note(
                .patientsVanished, .warning,
                "\(Pluralised(change.vanished, "patient").with("is", "are")) missing from the export; kept and still watched"
            )
        }
    }

    /// Holds a roster against the one in force.
    func compare(_ roster: Roster, _ before: RosterInForce?) throws(StoreError) -> RosterComparison {
        let isEveryPlan = before?.rules != reevaluator.rulesFingerprint
        return try context.store.read { reader in
            try RosterComparison(roster, reader, isEveryPlan: isEveryPlan) { _ in try context.keepGoing() }
        }
    }

    /// Puts a roster in force, with all that follows from it, unless it changes too many patients at once.
    ///
    /// - Parameter changes: what is counted of the patients' changes; nil where none is doubted.
    /// - Returns: the doubts about it; where there are any, nothing is changed.
    private func take(
        _ reading: RosterReading, as new: RosterInForce, _ comparison: inout RosterComparison, _ before: RosterInForce?,
        counting changes: PhaseChanges?
    ) throws(StoreError) -> [String] {
        var (changes, doubts) = (changes, [String]())
        let today = CivilDate(clampingDaysSinceEpoch: new.evaluatedDay)
        do throws(StoreError) {
            try context.store.write { writer in
                try put(reading, as: new, &comparison, before, on: today, &changes, writer)
                doubts = changes.map { judge.doubts($0.counts, of: comparison.previous) } ?? []
                if !doubts.isEmpty { throw CancellationError() }
            }
        } catch {
            if doubts.isEmpty { throw error }
        }
        return doubts
    }

    private func put(
        _ reading: RosterReading, as new: RosterInForce, _ comparison: inout RosterComparison, _ before: RosterInForce?,
        on today: CivilDate, _ changes: inout PhaseChanges?, _ writer: StoreWriter
    ) throws {
        var planner = try reevaluator.planner(new.evaluatedAt, before, writer.reader)
        let roster = reading.roster
        let contents = try writer.contents(of: roster)
        var asked = try AskedQuestions(
            reading, withActs: try writer.reader.patientsWithActs(), writer.reader)
        let places = comparison.evaluated + asked.othersWhoMayDiffer(comparison)
        let evaluation = RosterEvaluation(
            roster: roster, contents: contents, marker: PatientMarker(of: roster),
            protocols: context.state.protocols,
            today: today, pseudonyms: pseudonyms, routing: planner.context.routing,
            worked: try worked(places, comparison, roster, &asked, writer.reader))
        let hasPlaces = roster.hasPlaces
        if !hasPlaces { try writer.forgetPlaces() }
        var evaluatedNow: Set<Int64> = []
        let count = places.count
        let pieces = (count + RosterImporter.pieceSize - 1) / RosterImporter.pieceSize
        try parallelMap(pieces) { piece in
            places[piece * RosterImporter.pieceSize..<min((piece + 1) * RosterImporter.pieceSize, count)]
                .map { evaluation.evaluated(at: Int($0)) }
        } take: { (piece: Int, patients: [RosterEvaluation.Evaluated]) throws in
            try context.keepGoing(piece * RosterImporter.pieceSize, of: count)
            for evaluated in patients {
                let known = comparison.numbers[evaluated.index]
                if known == 0 {
                    try planner.consider(evaluated.items, of: evaluated.subject, ledger: EmptyLedger())
                } else {
                    try changes?.note(evaluated.patient.plan.phase, of: known, writer.reader)
                    try planner.consider(evaluated.items, of: evaluated.subject, ledger: writer)
                    try writer.release(heldBack: evaluated.subject.pseudonym, at: new.evaluatedAt)
                }
                let number = try writer.put(
                    evaluated.patient, id: known == 0 ? nil : known, news: before == nil ? nil : today)
                comparison.marks[number] = evaluated.mark
                if before != nil { evaluatedNow.insert(number) }
                if hasPlaces { try writer.put(places: roster.eventPlaces(of: evaluated.index), of: number) }
            }
            try writer.put(planner.settled(), at: new.evaluatedAt, seconds: context.clock.seconds)
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
        try reevaluator.reevaluate(
            before, except: evaluatedNow, at: new.evaluatedAt, today: today, writer, &planner)
        try reevaluator.put(planner, at: new.evaluatedAt, writer)
        try writer.put(inForce: new)
        try writer.put(faults: reading.faults.map { StoredFault($0) })
        try writer.put(questions: asked.stored(in: roster))
    }

    /// Those for whom staff did something, of those who are to be evaluated.
    private func worked(
        _ places: [Int32], _ comparison: RosterComparison, _ roster: Roster, _ asked: inout AskedQuestions,
        _ reader: StoreReader
    ) throws -> [Int: (record: PatientRecord, workflow: Workflow)] {
        var worked: [Int: (record: PatientRecord, workflow: Workflow)] = [:]
        if asked.withActs.isEmpty { return worked }
        for index in places.lazy.map(Int.init) where asked.withActs.contains(comparison.numbers[index]) {
            let workflow = try reader.workflow(of: comparison.numbers[index])
            worked[index] = (asked.asking(roster.record(at: index), index, workflow), workflow)
        }
        return worked
    }
}

/// Why a roster is read.
package enum RosterReadCause: Hashable, Sendable {
    /// The service has started, or its files have changed.
    case automatic
    /// A person asks: what the files hold is read, whatever they look like from outside.
    case asked
    /// Root asks, and answers for whatever the export lost or changed.
    case accepting
}

/// Counts the patients whose phase a new export changes for the worse.
struct PhaseChanges {
    /// How many patients changed in each way.
    private(set) var counts: [PatientChange: Int] = [:]
    /// The protocols in force, where the stored phases followed from others; nil where they followed from these.
    private let protocols: ProtocolSet?
    private let day: CivilDate

    private static let ofCNSDisease: Set<Phase> = [
        .leptomeningeal, .postOperative, .undecided, .afterLocalTherapy, .longTerm, .systemicTherapyAlone, .observation,
    ]

    init(since before: RosterInForce, _ state: ServiceState) {
        protocols = before.rules.surveillance == state.fingerprint ? nil : state.protocols
        day = CivilDate(clampingDaysSinceEpoch: before.evaluatedDay)
    }

    /// Notes the new phase of a patient whom the store has.
    mutating func note(_ now: Phase, of patient: Int64, _ reader: StoreReader) throws {
        let stored: Phase? =
            if let protocols {
                // Under other rules the change is to be the export's, not theirs.
                try reader.patient(patient)?.plan(protocols, asOf: day).plan.phase
            } else {
                try reader.phase(of: patient).flatMap(Phase.init(rawValue:))
            }
        guard let before = stored, before != now, let change = PhaseChanges.change(from: before, to: now) else {
            return
        }
        counts[change, default: 0] += 1
    }

    private static func change(from before: Phase, to now: Phase) -> PatientChange? {
        switch now {
        case .deceased: .deceased
        case .suspended: .suspended
        case .notCovered: .notCovered
        case .needsData: .needsData
        default: ofCNSDisease.contains(before) && !ofCNSDisease.contains(now) ? .lostFinding : nil
        }
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
        /// The last good one stays in force, for these reasons.
        case refused([String])

        /// The decision in one word.
        package var word: String {
            switch self {
            case .taken: "taken"
            case .unchanged: "unchanged"
            case .refused: "refused"
            }
        }
    }

    /// What was decided.
    package let verdict: Verdict
    /// The roster in force now; nil for none.
    package let inForce: RosterInForce?
    /// What the roster changed.
    package let change: RosterChange
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
            rules: rules, evaluatedDay: Int(today.daysSinceEpoch), evaluatedAt: now,
            tally: RosterTally(of: reading.roster))
    }
}

/// What the files of a roster folder look like from outside: size, inode, and when they were last written and changed.
struct RosterFolderState: Hashable {
    private struct FileState: Hashable {
        let name: String
        let size: Int
        let inode: UInt
        let seconds: Int
        let nanoseconds: Int
        /// When the inode changed last: a copy that keeps size and time of the file it replaces cannot keep this.
        let changedSeconds: Int
        let changedNanoseconds: Int
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
                    nanoseconds: status.st_mtim.tv_nsec, changedSeconds: status.st_ctim.tv_sec,
                    changedNanoseconds: status.st_ctim.tv_nsec))
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
        files.map {
            "\($0.name) \($0.size) \($0.inode) \($0.seconds).\($0.nanoseconds) \($0.changedSeconds).\($0.changedNanoseconds)"
        }.joined(separator: "; ")
    }
}
