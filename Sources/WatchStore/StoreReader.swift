import CivilCalendar
import ClinicalModel
import Foundation
import GRDB
import Surveillance

/// What can be asked of the store inside one snapshot.
public struct StoreReader {
    let database: Database

    /// A setting, as bytes; nil where it was never set.
    public func setting(_ name: String) throws -> [UInt8]? {
        try Data.fetchOne(database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]).map {
            Array($0)
        }
    }

    /// The roster in force; nil where none was ever taken.
    public func rosterInForce() throws -> RosterInForce? {
        guard let text = try setting("roster").map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
        let fields = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 8, let loaded = Int(fields[0]), let patients = Int(fields[2]),
            let events = Int(fields[3]),
            let rejected = Int(fields[4]), let day = Int(fields[6]), let at = Int(fields[7])
        else { return nil }
        return RosterInForce(
            loadedAt: loaded, fingerprint: fields[1], patients: patients, events: events, rejectedRows: rejected,
            protocolFingerprint: fields[5], evaluatedDay: day, evaluatedAt: at)
    }

    /// The content hash of every patient, by record number, with whether the patient is absent from the export.
    public func contentHashes() throws -> [String: (hash: Int64, position: Int, isAbsent: Bool)] {
        var hashes: [String: (hash: Int64, position: Int, isAbsent: Bool)] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT mrn, content_hash, position, absent_since IS NOT NULL FROM patient")
        while let row = try rows.next() { hashes[row[0]] = (row[1], row[2], row[3]) }
        return hashes
    }

    /// The patient with a record number or a pseudonym.
    public func patient(_ key: String) throws -> StoredPatient? {
        try patients(where: "mrn = ?1 OR pseudonym = ?1", [key]).first
    }

    /// The patients whose plans may change on or before a day although no row changes.
    public func patientsChanging(onOrBefore day: CivilDate) throws -> [StoredPatient] {
        try patients(where: "next_change <= ?1", [Int(day.daysSinceEpoch)])
    }

    /// All patients, in the order of the roster.
    public func allPatients() throws -> [StoredPatient] { try patients(where: "TRUE", []) }

    private func patients(where condition: String, _ arguments: StatementArguments) throws -> [StoredPatient] {
        let sql = """
            SELECT mrn, family_name, given_name, birth_date, sex, clinic, clinician, row, rejected_rows, events, pseudonym,
                   position, absent_since
            FROM patient WHERE \(condition) ORDER BY position, mrn
            """
        var patients: [StoredPatient] = []
        let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
        while let row = try rows.next() {
            var agents = AgentNames()
            let events = try EventText.events(in: row[9], agents: &agents)
            let birth: String? = row[3]
            let absent: Int? = row[12]
            let patient = Patient(
                mrn: row[0], familyName: row[1], givenName: row[2], birthDate: birth.flatMap { PartialDate($0) },
                sex: row[4], clinic: row[5], clinician: row[6], row: row[7])
            patients.append(
                StoredPatient(
                    record: PatientRecord(patient: patient, events: events[...], rejectedRows: row[8]), agents: agents,
                    pseudonym: row[10], position: row[11],
                    absentSince: absent.map { CivilDate(clampingDaysSinceEpoch: $0) }))
        }
        return patients
    }

    /// The follow-ups whose windows are open on a day (or all of them), most urgent first, then by due date.
    public func forEachFollowUp(openBy day: CivilDate?, _ body: (StoredFollowUp) throws -> Bool) throws {
        let sql = """
            SELECT mrn, family_name, given_name, clinic, clinician, phase, rejected_rows > 0, absent_since,
                   item, rule, also, anchor, earliest, due, latest, urgency, modality, substitute, flags, booked, misses
            FROM follow_up JOIN patient ON patient.id = follow_up.patient
            WHERE earliest <= ?1 ORDER BY urgency, due, mrn, item
            """
        let bound = Int((day ?? .latest).daysSinceEpoch)
        let rows = try Row.fetchCursor(database, sql: sql, arguments: [bound])
        while let row = try rows.next() {
            if try !body(StoredFollowUp(row)) { return }
        }
    }

    /// How many patients are in each phase, are incomplete, are absent.
    public func census() throws -> (phases: [String: Int], incomplete: Int, absent: Int) {
        var phases: [String: Int] = [:]
        let rows = try Row.fetchCursor(database, sql: "SELECT phase, count(*) FROM patient GROUP BY phase")
        while let row = try rows.next() { phases[row[0]] = row[1] }
        let incomplete = try Int.fetchOne(database, sql: "SELECT count(*) FROM patient WHERE rejected_rows > 0") ?? 0
        let absent = try Int.fetchOne(database, sql: "SELECT count(*) FROM patient WHERE absent_since IS NOT NULL") ?? 0
        return (phases, incomplete, absent)
    }

    /// The alerts that are decided and not handed over, oldest first.
    public func pendingAlerts() throws -> [PendingAlert] {
        try Row.fetchAll(
            database, sql: "SELECT id, priority, line, patient FROM alert WHERE handed_over_at IS NULL ORDER BY id"
        ).map { PendingAlert(id: $0[0], priority: $0[1], line: $0[2], patient: $0[3]) }
    }

    /// How many alerts wait, and how many were handed over since a moment.
    public func alertCounts(since moment: Int) throws -> (pending: Int, handedOver: Int) {
        let pending = try Int.fetchOne(database, sql: "SELECT count(*) FROM alert WHERE handed_over_at IS NULL") ?? 0
        let done =
            try Int.fetchOne(database, sql: "SELECT count(*) FROM alert WHERE handed_over_at >= ?", arguments: [moment])
            ?? 0
        return (pending, done)
    }
}
