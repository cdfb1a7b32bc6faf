import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import Foundation
import GRDB
import RosterModel
import StaffWork
import Surveillance

/// What can be changed in the store inside one transaction.
public struct StoreWriter {
    let database: Database
    let dictionary: EventDictionary

    /// What can be asked inside the transaction.
    public var reader: StoreReader { StoreReader(database: database, dictionary: dictionary) }

    /// Sets a setting.
    public func set(_ name: String, to value: [UInt8]) throws {
        try execute(
            "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
            [name, Data(value)])
    }

    /// Puts a roster in force.
    public func put(inForce roster: RosterInForce) throws {
        try execute(
            """
            INSERT OR REPLACE INTO roster
                (id, loaded_at, exported_at, fingerprint, folder_state, patients, events, rejected_rows, faults,
                 protocol_fingerprint, routes_fingerprint, calendar_fingerprint, evaluated_day, evaluated_at, tally)
            VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                roster.loadedAt, roster.exportedAt, roster.fingerprint, roster.folderState, roster.patients,
                roster.events, roster.rejectedRows, roster.faults, roster.rules.surveillance, roster.rules.routes,
                roster.rules.calendar, roster.evaluatedDay, roster.evaluatedAt, roster.tally.description,
            ])
    }

    /// Keeps the faults of a roster's rows in place of those kept before.
    public func put(faults: [StoredFault]) throws {
        try execute("DELETE FROM roster_fault", [])
        for fault in faults {
            try execute(
                "INSERT INTO roster_fault (file, row, \"column\", reason, remedy) VALUES (?, ?, ?, ?, ?)",
                [fault.file, fault.row, fault.column, fault.reason, fault.remedy])
        }
    }

    /// What the patients of a roster are encoded with, inside this transaction.
    public func contents(of roster: Roster) throws -> EncodedContents {
        try EncodedContents(of: roster, dictionary: dictionary, in: database)
    }

    /// Stores a patient with the plan, in place of what was stored under that number; a new patient where it is nil.
    ///
    /// - Parameter news: the day on which what is new in the plan became known; nil where the service only looks at it for the
    ///   first time, or by other rules.
    /// - Returns: the patient's number.
    @discardableResult
    public func put(_ evaluated: EvaluatedPatient, id known: Int64?, news: CivilDate? = nil) throws -> Int64 {
        let (person, plan) = (evaluated.patient, evaluated.plan)
        let values: StatementArguments = [
            known, person.mrn, evaluated.pseudonym, person.familyName, person.givenName, person.birthDate?.description,
            person.sex, person.clinic, person.clinician, Int(evaluated.rejectedRows), plan.phase.rawValue,
            plan.assessment.protocolID, evaluated.nextChange.map { Int($0.daysSinceEpoch) },
        ]
        if known == nil {
            try execute(
                """
                INSERT INTO patient
                    (id, mrn, pseudonym, family_name, given_name, birth_date, sex, clinic, clinician, rejected_rows,
                     phase, protocol, next_change)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, values)
        } else {
            try execute(
                """
                UPDATE patient SET mrn = ?2, pseudonym = ?3, family_name = ?4, given_name = ?5, birth_date = ?6, sex = ?7,
                    clinic = ?8, clinician = ?9, rejected_rows = ?10, phase = ?11, protocol = ?12,
                    absent_since = NULL, next_change = ?13
                WHERE id = ?1
                """, values)
        }
        let id = known ?? database.lastInsertedRowID
        try put(evaluated.history, of: id, isNew: known == nil)
        try putItems(of: plan, for: id, isNew: known == nil, news)
        return id
    }

    /// Stores a new plan for a stored patient, and when it may next be another.
    ///
    /// - Parameter news: the day on which what is new in the plan became known; nil where the service only looks at it for the
    ///   first time, or by other rules.
    public func put(
        _ worked: WorkedPlan, nextChange: CivilDate?, of patient: Int64, news: CivilDate? = nil
    ) throws {
        try execute(
            "UPDATE patient SET phase = ?2, protocol = ?3, next_change = ?4 WHERE id = ?1",
            [
                patient, worked.plan.phase.rawValue, worked.plan.assessment.protocolID,
                nextChange.map { Int($0.daysSinceEpoch) },
            ])
        try putItems(of: worked.plan, for: patient, isNew: false, news)
    }

    /// Since when the newest result of a decision is known: that stays, however often it is planned anew.
    private func knownSince(_ owed: FollowUp, of patient: Int64, _ news: CivilDate?) throws -> CivilDate? {
        guard let newest = owed.newestResult else { return nil }
        let statement = try database.cachedStatement(
            sql: "SELECT known_since FROM follow_up WHERE patient = ? AND item = ? AND newest_result = ?")
        let known = try Int.fetchOne(statement, arguments: [patient, owed.item.rawValue, newest.description])
        return known.map { CivilDate(clampingDaysSinceEpoch: $0) } ?? news ?? newest.first
    }

    private func putItems(of plan: PatientPlan, for patient: Int64, isNew: Bool, _ news: CivilDate?) throws {
        var knownSince: [Item: CivilDate] = [:]
        for owed in plan.items where owed.newestResult != nil {
            knownSince[owed.item] = try self.knownSince(owed.followUp, of: patient, news)
        }
        if !isNew { try execute("DELETE FROM follow_up WHERE patient = ?", [patient]) }
        if plan.items.isEmpty { return }
        let isHighRisk = plan.risk.isHigh
        for owed in plan.items.map(\.followUp) {
            let leading = owed.ownLeadingDates
            try execute(
                """
                INSERT INTO follow_up
                    (patient, item, rule, also, anchor, earliest, due, latest, urgency, modality, substitute, flags,
                     booked, misses, high_risk, leading_due, leading_latest, cause, newest_result, known_since)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    patient, owed.item.rawValue, owed.rule.rawValue, owed.also.map(\.rawValue).joined(separator: " "),
                    owed.anchor.description, Int(owed.earliest.daysSinceEpoch), Int(owed.due.daysSinceEpoch),
                    Int(owed.latest.daysSinceEpoch), owed.urgency.rank, owed.modality, owed.isSubstitute,
                    owed.flags.map(\.rawValue).joined(separator: " "), owed.booked?.description, owed.misses,
                    isHighRisk, leading.map { Int($0.due.daysSinceEpoch) },
                    leading.map { Int($0.latest.daysSinceEpoch) },
                    try owed.cause.map { try dictionary.code(of: $0, in: database) }, owed.newestResult?.description,
                    knownSince[owed.item].map { Int($0.daysSinceEpoch) },
                ])
        }
    }

    /// Keeps what the export holds of a patient.
    public func put(_ history: EncodedHistory, of patient: Int64, isNew: Bool = false) throws {
        try execute("INSERT OR REPLACE INTO history (patient, events) VALUES (?, ?)", [patient, Data(history.events)])
        try put(notes: history.notes, of: patient, isNew: isNew)
    }

    /// Marks a patient as missing from the export since a day; who is missing already keeps the day.
    public func markAbsent(_ patient: Int64, since day: CivilDate) throws {
        try execute(
            "UPDATE patient SET absent_since = ?2 WHERE id = ?1 AND absent_since IS NULL",
            [patient, Int(day.daysSinceEpoch)])
    }

    /// Stores what was decided to be told, and holds what is thereby known.
    ///
    /// - Parameter seconds: gives a civil moment of the clinic in seconds since 1970.
    public func put(
        _ decisions: NotificationDecisions, at moment: Int, seconds: (CivilMoment) -> Int
    ) throws {
        try put(decisions.dispatches, by: decisions.routes, at: moment, seconds: seconds)
        for notification in decisions.told {
            try hold(notification, at: moment)
            try putAlert(NotificationText(notification), at: moment)
        }
        for notification in decisions.summarised + decisions.passed { try hold(notification, at: moment) }
        if let summary = decisions.summary { try putAlert(NotificationText(summary), at: moment) }
    }

    /// Notes that alerts were handed over.
    public func markHandedOver(_ alerts: [Int64], at moment: Int) throws {
        for alert in alerts { try execute("UPDATE alert SET handed_over_at = ?2 WHERE id = ?1", [alert, moment]) }
    }

    private func hold(_ notification: Alerting.Notification, at moment: Int) throws {
        let key = notification.key
        try execute(
            """
            INSERT INTO announced (patient, item, due, stage, reason, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO UPDATE SET reason = ?5, at = ?6, withdrawn = NULL WHERE withdrawn IS NOT NULL
            """,
            [
                key.patient, key.item.rawValue, Int(key.due.daysSinceEpoch), key.stage.rawValue,
                notification.reason.rawValue, moment,
            ])
    }

    private func putAlert(_ text: NotificationText, at moment: Int) throws {
        try execute(
            "INSERT INTO alert (priority, line, patient, made_at) VALUES (?1, ?2, ?3, ?4)",
            [text.priority.rawValue, text.line, text.patient, moment])
    }

    func execute(_ sql: String, _ arguments: StatementArguments) throws {
        let statement = try database.cachedStatement(sql: sql)
        try statement.execute(arguments: arguments)
    }
}

extension StoreWriter: NotificationLog {
    /// Whether it was told, summarised or passed.
    public func holds(_ key: NotificationKey) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM announced
                    WHERE patient = ? AND item = ? AND due = ? AND stage = ? AND withdrawn IS NULL)
                """)
        let arguments: StatementArguments = [
            key.patient, key.item.rawValue, Int(key.due.daysSinceEpoch), key.stage.rawValue,
        ]
        return try Bool.fetchOne(statement, arguments: arguments) ?? false
    }

    /// The alarms of a patient that were told and not taken back since.
    public func alarms(of patient: String) throws -> [NotificationKey] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT item, due, stage FROM announced WHERE patient = ? AND withdrawn IS NULL
                    AND stage IN (\(StoreWriter.alarmStages))
                """)
        return try Row.fetchAll(statement, arguments: [patient]).compactMap { row in
            guard let item = Item(rawValue: row[0]), let stage = NotificationStage(rawValue: row[2]) else { return nil }
            return NotificationKey(
                patient: patient, item: item, due: CivilDate(clampingDaysSinceEpoch: row[1]), stage: stage)
        }
    }

    private static let alarmStages = list(NotificationStage.allCases.filter(\.isAlarm))
    private static let stagesOfDates = list([.windowOpened, .fellDue, .wentOverdue])

    private static func list(_ stages: [NotificationStage]) -> String {
        stages.map(\.sql).joined(separator: ", ")
    }

    /// Marks an alarm, and what receivers were told of it, as taken back.
    public func withdraw(_ key: NotificationKey) throws {
        let arguments: StatementArguments = [
            key.patient, key.item.rawValue, Int(key.due.daysSinceEpoch), key.stage.rawValue,
        ]
        try execute(
            """
            UPDATE announced SET withdrawn = 1 WHERE patient = ? AND item = ? AND due = ? AND stage = ?
            """, arguments)
        try execute(
            """
            UPDATE dispatch SET withdrawn = 1
            WHERE patient = ? AND item = ? AND occasion = ? AND step = ? AND withdrawn IS NULL
            """, arguments)
    }

    /// The day for which an item that does not age was first announced, where it was owed by the plan stored last.
    public func standingSince(patient: String, item: Item) throws -> CivilDate? {
        try Int.fetchOne(
            database,
            sql: """
                SELECT max(due) FROM announced
                WHERE patient = ?1 AND item = ?2 AND stage IN (\(StoreWriter.stagesOfDates)) AND EXISTS (
                    SELECT 1 FROM follow_up JOIN patient ON patient.id = follow_up.patient
                    WHERE pseudonym = ?1 AND follow_up.item = ?2)
                """, arguments: [patient, item.rawValue]
        ).map { CivilDate(clampingDaysSinceEpoch: $0) }
    }
}
