import Alerting
import CivilCalendar
import ClinicalModel
import Foundation
import GRDB
import Surveillance

/// What can be changed in the store inside one transaction.
public struct StoreWriter {
    let database: Database

    /// What can be asked inside the transaction.
    public var reader: StoreReader { StoreReader(database: database) }

    /// Sets a setting.
    public func set(_ name: String, to value: [UInt8]) throws {
        try execute("INSERT INTO setting VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", [name, Data(value)])
    }

    /// Puts a roster in force.
    public func put(inForce roster: RosterInForce) throws {
        let fields = [
            "\(roster.loadedAt)", roster.fingerprint, "\(roster.patients)", "\(roster.events)",
            "\(roster.rejectedRows)", roster.protocolFingerprint, "\(roster.evaluatedDay)", "\(roster.evaluatedAt)",
        ]
        try set("roster", to: Array(fields.joined(separator: "\n").utf8))
    }

    /// Stores a patient with the plan, in place of what was stored.
    public func put(_ patient: EvaluatedPatient, agents: AgentNames) throws {
        let person = patient.record.patient
        try execute(
            """
            INSERT INTO patient (mrn, pseudonym, position, family_name, given_name, birth_date, sex, clinic, clinician, row,
                rejected_rows, content_hash, phase, absent_since, next_change, events)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, NULL, ?14, ?15)
            ON CONFLICT (mrn) DO UPDATE SET position = ?3, family_name = ?4, given_name = ?5, birth_date = ?6, sex = ?7,
                clinic = ?8, clinician = ?9, row = ?10, rejected_rows = ?11, content_hash = ?12, phase = ?13,
                absent_since = NULL, next_change = ?14, events = ?15
            """,
            [
                person.mrn, patient.pseudonym, patient.position, person.familyName, person.givenName,
                person.birthDate?.description, person.sex, person.clinic, person.clinician, Int(person.row),
                Int(patient.record.rejectedRows), patient.contentHash, patient.plan.phase.rawValue,
                patient.plan.nextChange.map { Int($0.daysSinceEpoch) },
                EventText.text(of: patient.record.events, agents: agents),
            ])
        try putItems(of: patient.plan, for: person.mrn)
    }

    /// Stores a new plan for a stored patient.
    public func put(_ plan: PatientPlan, of mrn: String) throws {
        try execute(
            "UPDATE patient SET phase = ?2, next_change = ?3 WHERE mrn = ?1",
            [mrn, plan.phase.rawValue, plan.nextChange.map { Int($0.daysSinceEpoch) }])
        try putItems(of: plan, for: mrn)
    }

    private func putItems(of plan: PatientPlan, for mrn: String) throws {
        let find = try database.cachedStatement(sql: "SELECT id FROM patient WHERE mrn = ?")
        guard let id = try Int64.fetchOne(find, arguments: [mrn]) else { return }
        try execute("DELETE FROM follow_up WHERE patient = ?", [id])
        for owed in plan.items {
            var booked: String?
            switch owed.appointment.state {
            case .booked(let date), .bookedLate(let date): booked = date.description
            case .none, .missed: break
            }
            try execute(
                "INSERT INTO follow_up VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                [
                    id, owed.item.rawValue, owed.rule.rawValue, owed.also.map(\.rawValue).joined(separator: " "),
                    owed.anchor.description, Int(owed.earliest.daysSinceEpoch), Int(owed.due.daysSinceEpoch),
                    Int(owed.latest.daysSinceEpoch), owed.urgency.rank, owed.modality, owed.isSubstitute,
                    owed.flags.map(\.rawValue).joined(separator: " "), booked, owed.appointment.misses,
                ])
        }
    }

    /// Moves a patient whose rows are unchanged to another place in the roster.
    public func move(_ mrn: String, to position: Int) throws {
        try execute("UPDATE patient SET position = ?2 WHERE mrn = ?1", [mrn, position])
    }

    /// Marks a patient as missing from the export since a day; who is missing already keeps the day.
    public func markAbsent(_ mrn: String, since day: CivilDate) throws {
        try execute(
            "UPDATE patient SET absent_since = ?2 WHERE mrn = ?1 AND absent_since IS NULL",
            [mrn, Int(day.daysSinceEpoch)])
    }

    /// Stores what was decided to be told, and holds what is thereby known.
    public func put(_ decisions: AnnouncementDecisions, at moment: Int) throws {
        for announcement in decisions.told {
            try hold(announcement, at: moment)
            try putAlert(AnnouncementText(announcement), at: moment)
        }
        for announcement in decisions.summarised + decisions.passed { try hold(announcement, at: moment) }
        if let summary = decisions.summary { try putAlert(AnnouncementText(summary), at: moment) }
    }

    /// Notes that alerts were handed over.
    public func markHandedOver(_ alerts: [Int64], at moment: Int) throws {
        for alert in alerts { try execute("UPDATE alert SET handed_over_at = ?2 WHERE id = ?1", [alert, moment]) }
    }

    private func hold(_ announcement: Announcement, at moment: Int) throws {
        let key = announcement.key
        try execute(
            "INSERT OR IGNORE INTO announced VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            [
                key.patient, key.item.rawValue, Int(key.due.daysSinceEpoch), key.stage.rawValue,
                announcement.reason.rawValue, moment,
            ])
    }

    private func putAlert(_ text: AnnouncementText, at moment: Int) throws {
        try execute(
            "INSERT INTO alert (priority, line, patient, made_at) VALUES (?1, ?2, ?3, ?4)",
            [text.priority.rawValue, text.line, text.patient, moment])
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        let statement = try database.cachedStatement(sql: sql)
        try statement.execute(arguments: arguments)
    }
}

extension StoreWriter: AnnouncementLedger {
    /// Whether it was told, summarised or passed.
    public func holds(_ key: AnnouncementKey) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM announced WHERE patient = ? AND item = ? AND due = ? AND stage = ?)")
        let arguments: StatementArguments = [
            key.patient, key.item.rawValue, Int(key.due.daysSinceEpoch), key.stage.rawValue,
        ]
        return try Bool.fetchOne(statement, arguments: arguments) ?? false
    }

    /// The day for which an item that does not age was first announced.
    public func standingSince(patient: String, item: Item) throws -> CivilDate? {
        try Int.fetchOne(
            database, sql: "SELECT max(due) FROM announced WHERE patient = ? AND item = ?",
            arguments: [patient, item.rawValue]
        ).map { CivilDate(clampingDaysSinceEpoch: $0) }
    }
}
