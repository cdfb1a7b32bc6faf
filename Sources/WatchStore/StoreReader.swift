import Alerting
import CivilCalendar
import ClinicalModel
import Foundation
import GRDB
import RosterModel
import StaffWork
import Surveillance

/// What can be asked of the store inside one snapshot.
public struct StoreReader {
    let database: Database
    let dictionary: EventDictionary

    /// A setting, as bytes; nil where it was never set.
    public func setting(_ name: String) throws -> [UInt8]? {
        try Data.fetchOne(database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]).map {
            Array($0)
        }
    }

    /// The roster in force; nil where none was ever taken.
    public func rosterInForce() throws -> RosterInForce? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT loaded_at, exported_at, fingerprint, folder_state, patients, events, rejected_rows, faults,
                       protocol_fingerprint, routes_fingerprint, calendar_fingerprint, evaluated_day, evaluated_at,
                       tally
                FROM roster
                """)
        return try Row.fetchOne(statement).map { row in
            RosterInForce(
                loadedAt: row[0], exportedAt: row[1], fingerprint: row[2], folderState: row[3], patients: row[4],
                events: row[5], rejectedRows: row[6], faults: row[7],
                rules: RulesFingerprint(surveillance: row[8], routes: row[9], calendar: row[10]),
                evaluatedDay: row[11], evaluatedAt: row[12], tally: RosterTally(description: row[13]))
        }
    }

    /// A patient's phase, as stored; nil where nobody has the number.
    public func phase(of patient: Int64) throws -> String? {
        try String.fetchOne(
            database.cachedStatement(sql: "SELECT phase FROM patient WHERE id = ?"), arguments: [patient])
    }

    /// The faults of the roster in force that were kept.
    public func rosterFaults() throws -> [StoredFault] {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT file, row, \"column\", reason, remedy FROM roster_fault ORDER BY id")
        var faults: [StoredFault] = []
        while let row = try rows.next() { faults.append(StoredFault(row)) }
        return faults
    }

    /// The patient with a record number or a pseudonym.
    public func patient(_ key: String) throws -> StoredPatient? {
        let statement = try database.cachedStatement(sql: "SELECT id FROM patient WHERE mrn = ?1 OR pseudonym = ?1")
        return try Int64.fetchOne(statement, arguments: [key]).flatMap { try patient($0) }
    }

    /// The pseudonym of the patient with a record number.
    public func pseudonym(ofRecordNumber mrn: String) throws -> String? {
        let statement = try database.cachedStatement(sql: "SELECT pseudonym FROM patient WHERE mrn = ?")
        return try String.fetchOne(statement, arguments: [mrn])
    }

    /// The numbers of the patients whose plans may change on or before a day although no row changes.
    public func patientsChanging(onOrBefore day: CivilDate) throws -> [Int64] {
        try Int64.fetchAll(
            database, sql: "SELECT id FROM patient WHERE next_change <= ? ORDER BY id",
            arguments: [Int(day.daysSinceEpoch)])
    }

    /// Returns the numbers of all patients.
    public func allPatients() throws -> [Int64] {
        try Int64.fetchAll(database, sql: "SELECT id FROM patient ORDER BY id")
    }

    /// Returns the patient with a number.
    public func patient(_ id: Int64) throws -> StoredPatient? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT mrn, family_name, given_name, birth_date, sex, clinic, clinician, \(StoreReader.storedMark),
                       rejected_rows, pseudonym, absent_since, events,
                       EXISTS (SELECT 1 FROM act WHERE act.patient = patient.id),
                       EXISTS (SELECT 1 FROM question WHERE question.patient = patient.id)
                FROM patient JOIN history ON history.patient = id
                LEFT JOIN mark_page ON mark_page.page = id / \(PatientMarks.perPage) WHERE id = ?
                """)
        return try Row.fetchOne(statement, arguments: [id]).map { row in
            let birth: String? = row[3]
            let mark = try StoreReader.mark(row, at: 7)
            let absent: Int? = row[10]
            let patient = Patient(
                mrn: row[0], familyName: row[1], givenName: row[2], birthDate: birth.flatMap { PartialDate($0) },
                sex: row[4], clinic: row[5], clinician: row[6], row: mark.row)
            let events = try row.withUnsafeData(atIndex: 11) { data in
                try (data ?? Data()).withUnsafeBytes {
                    try HistoryCodec.decode(
                        $0, firstRow: mark.firstEventRow, dictionary: dictionary, in: database)
                }
            }
            let hasActs: Bool = row[12]
            let rejectedRows: Int32 = row[8]
            let (questions, settled) = row[13] ? try openQuestions(of: id) : ([], 0)
            return StoredPatient(
                id: id,
                exported: PatientRecord(
                    patient: patient, events: events[...], rejectedRows: rejectedRows + settled, questions: questions),
                workflow: hasActs ? try workflow(of: id) : .none,
                places: try places(of: id, firstRow: mark.firstEventRow), pseudonym: row[9],
                absentSince: absent.map { CivilDate(clampingDaysSinceEpoch: $0) })
        }
    }

    /// How many patients are in each phase of each protocol, are incomplete, are absent.
    public func census() throws -> (phases: PhaseCounts, incomplete: Int, absent: Int) {
        var phases = PhaseCounts()
        let rows = try Row.fetchCursor(
            database, sql: "SELECT protocol, phase, count(*) FROM patient GROUP BY protocol, phase")
        while let row = try rows.next() { phases.add(row[2], in: row[1], of: row[0]) }
        let incomplete = try number("SELECT count(*) FROM patient WHERE rejected_rows > 0")
        return (phases, incomplete, try absentPatients())
    }

    /// How many patients are missing from the export.
    public func absentPatients() throws -> Int {
        try number("SELECT count(*) FROM patient WHERE absent_since IS NOT NULL")
    }

    /// The alerts that are decided and not handed over, oldest first.
    public func pendingAlerts() throws -> [PendingAlert] {
        try Row.fetchAll(
            database, sql: "SELECT id, priority, line, patient FROM alert WHERE handed_over_at IS NULL ORDER BY id"
        ).map { PendingAlert(id: $0[0], priority: $0[1], line: $0[2], patient: $0[3]) }
    }

    /// What was told of a patient's items, by the name under which logs speak of the patient; oldest first.
    public func told(of pseudonym: String) throws -> [SentNotification] {
        try Row.fetchAll(
            database,
            sql: "SELECT item, stage, due, reason, at FROM announced WHERE patient = ? ORDER BY at, item, due, stage",
            arguments: [pseudonym]
        ).map { row in
            SentNotification(
                item: row[0], stage: row[1], due: CivilDate(clampingDaysSinceEpoch: row[2]), reason: row[3], at: row[4])
        }
    }

    /// How many alerts wait, and how many were handed over since a moment.
    public func alertCounts(since moment: Int) throws -> (pending: Int, handedOver: Int) {
        (
            try number("SELECT count(*) FROM alert WHERE handed_over_at IS NULL"),
            try number("SELECT count(*) FROM alert WHERE handed_over_at >= ?", [moment])
        )
    }

    /// The one number that a statement selects, which is prepared once; zero where it selects none.
    func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try Int.fetchOne(database.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }
}

/// What the store knows of the roster in force and of its evaluation.
public struct RosterInForce: Hashable, Sendable {
    /// When it was taken, in seconds since 1970.
    public var loadedAt: Int
    /// When its files were last written, in seconds since 1970.
    public var exportedAt: Int
    /// A text that changes whenever what its files hold does.
    public var fingerprint: String
    /// A text that changes whenever its files are written, be it with what they held.
    public var folderState: String
    /// Patients in the export.
    public var patients: Int
    /// Events.
    public var events: Int
    /// Rows set aside.
    public var rejectedRows: Int
    /// Faults of its rows, warnings included; the first of them are kept with it.
    public var faults: Int
    /// What it was evaluated by.
    public var rules: RulesFingerprint
    /// The day it was evaluated for, in days since 1970.
    public var evaluatedDay: Int
    /// When that was, in seconds since 1970.
    public var evaluatedAt: Int
    /// How much there is of each part; empty for a roster that an older version took.
    public var tally: RosterTally

    /// A roster with these facts.
    public init(
        loadedAt: Int, exportedAt: Int, fingerprint: String, folderState: String, patients: Int, events: Int,
        rejectedRows: Int, faults: Int, rules: RulesFingerprint, evaluatedDay: Int, evaluatedAt: Int,
        tally: RosterTally = RosterTally(description: "")
    ) {
        self.loadedAt = loadedAt
        self.exportedAt = exportedAt
        self.fingerprint = fingerprint
        self.folderState = folderState
        self.patients = patients
        self.events = events
        self.rejectedRows = rejectedRows
        self.faults = faults
        self.rules = rules
        self.evaluatedDay = evaluatedDay
        self.evaluatedAt = evaluatedAt
        self.tally = tally
    }

    /// Whether the export was older than so many hours at a moment.
    public func isStale(at moment: Int, afterHours hours: Int) -> Bool { moment - exportedAt > hours * 3_600 }
}

/// What plans, and the days of their changes, follow from beside the patients.
public struct RulesFingerprint: Hashable, Sendable {
    /// Stands for routes or a calendar that a store of an older version does not know.
    static let unknown = "unknown"

    /// The fingerprint of the protocol.
    public let surveillance: String
    /// That of the routes; nil where there are none.
    public let routes: String?
    /// That of the working days; nil where there are no routes.
    public let calendar: String?

    /// The fingerprint of a protocol and of the routing.
    public init(surveillance: String, _ routing: RoutingFingerprint?) {
        self.init(surveillance: surveillance, routes: routing?.routes, calendar: routing?.calendar)
    }

    init(surveillance: String, routes: String?, calendar: String?) {
        self.surveillance = surveillance
        self.routes = routes
        self.calendar = calendar
    }

    /// Whether the routes differ from those before, so that a receiver may have to hear of what already stands.
    ///
    /// Routes that an older version stored without an explicit fingerprint count as unchanged: an upgrade alone notifies no
    /// receiver twice, and a receiver who was added since hears of what stands in any case.
    public func hasNewRoutes(since before: RulesFingerprint) -> Bool {
        guard let routes else { return false }
        return before.routes != routes && before.routes != RulesFingerprint.unknown
    }
}

/// A fault of a row of the roster in force, as stored: in the words in which it was told.
public struct StoredFault: Hashable, Sendable {
    /// The file.
    public let file: String
    /// The line on which the row begins.
    public let row: Int
    /// The column; nil where the whole row is meant.
    public let column: String?
    /// Why it cannot be used.
    public let reason: String
    /// What to write instead.
    public let remedy: String

    /// The fault of a reading.
    public init(_ fault: RosterFault) {
        file = fault.file.rawValue
        row = fault.row
        column = fault.column
        reason = fault.reason
        remedy = fault.remedy
    }

    init(_ row: Row) {
        (file, self.row, column, reason, remedy) = (row[0], row[1], row[2], row[3], row[4])
    }
}

/// An alert that was decided and is not yet handed over.
public struct PendingAlert: Hashable, Sendable {
    /// Its number, for ever the same.
    public let id: Int64
    /// How loud it is.
    public let priority: Int
    /// What it says, without names and record numbers.
    public let line: String
    /// The pseudonym of the patient it is about; nil for a summary.
    public let patient: String?
}

/// What was told of an item, or decided not to be told by itself.
public struct SentNotification: Hashable, Sendable {
    /// The item.
    public let item: String
    /// The step: a word of `NotificationStage`.
    public let stage: String
    /// The day that tells its occasion from others.
    public let due: CivilDate
    /// Why it was told or not: a word of `NotificationReason`.
    public let reason: String
    /// When it was decided, in seconds since 1970.
    public let at: Int
}

/// What the store holds of the service itself that everybody who is answered must know.
public struct ServiceFacts: Sendable {
    /// The roster in force; nil where none was ever taken.
    public let roster: RosterInForce?
    /// How many patients are missing from the export.
    public let absent: Int
    /// Who was not told of an emergency, since the message was given up.
    public let undelivered: [String]
    /// Who is not told of an emergency yet, since the message was tried in vain.
    public let waiting: [String]
    /// The receivers whose channels take nothing.
    public let failing: [String]
    /// How many messages were given up.
    public let deadMessages: Int
}

extension StoreReader {
    /// What is to be known of the service.
    ///
    /// - Parameters:
    ///   - moment: what was given up before it is no longer told of.
    ///   - trouble: the kind of trouble that a channel is which takes nothing.
    public func serviceFacts(since moment: Int, failingChannel trouble: String) throws -> ServiceFacts {
        ServiceFacts(
            roster: try rosterInForce(), absent: try absentPatients(),
            undelivered: try receiversOfDeadEmergencies(since: moment),
            waiting: try receiversOfWaitingEmergencies(), failing: try occasions(ofTrouble: trouble),
            deadMessages: try messageCounts(deadSince: moment).dead)
    }
}

/// How many patients are in each phase of each protocol.
public struct PhaseCounts: Sendable {
    /// By the protocol's id, then by the phase.
    public private(set) var byProtocol: [String: [String: Int]] = [:]

    /// Counts of nobody.
    public init() {}

    /// Adds patients in a phase of a protocol.
    public mutating func add(_ count: Int = 1, in phase: String, of protocolID: String) {
        byProtocol[protocolID, default: [:]][phase, default: 0] += count
    }

    /// By phase, all protocols together.
    public var byPhase: [String: Int] {
        byProtocol.values.reduce(into: [:]) { sum, phases in sum.merge(phases, uniquingKeysWith: +) }
    }

    /// All patients.
    public var total: Int { byPhase.values.reduce(0, +) }
}
