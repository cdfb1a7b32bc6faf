import CivilCalendar
import ClinicalModel
import GRDB
import RosterModel
import StaffWork
import Surveillance

extension StoreSchema {
    /// The acts of staff, and what the order of the work-list needs of them.
    static let acts = """
        -- Everything that staff did: rows are added and never changed. What stands follows from all of a patient's.
        CREATE TABLE act (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            day INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            user TEXT NOT NULL,
            patient INTEGER NOT NULL REFERENCES patient,
            verb TEXT NOT NULL,
            -- Of a lease.
            item TEXT,
            until INTEGER,
            urgency INTEGER,
            anchor TEXT,
            latest INTEGER,
            reason TEXT NOT NULL,
            -- The act that is confirmed or undone.
            of INTEGER REFERENCES act,
            -- Of a recorded event, in the words of the roster.
            date TEXT,
            event TEXT,
            detail TEXT,
            result TEXT,
            site TEXT,
            count TEXT,
            size_mm TEXT,
            value TEXT,
            note TEXT
        ) STRICT;
        CREATE INDEX act_patient ON act (patient, id);
        CREATE TRIGGER act_unchanged BEFORE UPDATE ON act
        BEGIN SELECT RAISE(ABORT, 'acts are added and never changed; undo one by another'); END;
        CREATE TRIGGER act_kept BEFORE DELETE ON act
        BEGIN SELECT RAISE(ABORT, 'acts are added and never removed; undo one by another'); END;

        -- The leases that stand, as the acts say; for lists, which cannot read everybody's acts. Item '' is the patient.
        CREATE TABLE lease (
            patient INTEGER NOT NULL REFERENCES patient ON DELETE CASCADE,
            item TEXT NOT NULL,
            kind TEXT NOT NULL,
            act INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            user TEXT NOT NULL,
            until INTEGER NOT NULL,
            PRIMARY KEY (patient, item, kind)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX lease_user ON lease (user, kind);

        ALTER TABLE follow_up ADD COLUMN high_risk INTEGER NOT NULL DEFAULT 0;
        DROP INDEX follow_up_work_list;
        -- The order of the work-list, with all that decides whether a row is asked for and where it stands.
        CREATE INDEX follow_up_work_list ON follow_up (urgency, due, patient, item, earliest, latest, high_risk);
        """
}

/// Reads the acts of staff.
extension StoreReader {
    /// Returns what is in force of all that was done for a patient.
    ///
    /// - Parameter agents: numbers the drugs of recorded events; new names are added.
    public func workflow(of patient: Int64) throws -> Workflow {
        let statement = try database.cachedStatement(
            sql: "SELECT \(StoreReader.actColumns) FROM act WHERE patient = ? ORDER BY id")
        var acts: [Act] = []
        let rows = try Row.fetchCursor(statement, arguments: [patient])
        while let row = try rows.next() { acts.append(try act(row)) }
        return acts.isEmpty ? .none : Workflow(acts)
    }

    /// Returns the numbers of all acts.
    public func actNumbers() throws -> Set<Int64> {
        Set(try Int64.fetchAll(database, sql: "SELECT id FROM act"))
    }

    /// Returns an act with the record number of its patient and the name of its drug; nil if there is no such act.
    public func act(_ number: Int64) throws -> (mrn: String, act: Act)? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(StoreReader.actColumns), (SELECT mrn FROM patient WHERE patient.id = act.patient)
                FROM act WHERE id = ?
                """)
        return try Row.fetchOne(statement, arguments: [number]).map { row in
            let act = try act(row)
            return (mrn: row[22], act: act)
        }
    }

    private static let actColumns = """
        id, at, day, uid, user, verb, item, until, urgency, reason, of,
        date, event, detail, result, site, count, size_mm, value, note, anchor, latest
        """

    private func act(_ row: Row) throws -> Act {
        Act(
            id: row[0], at: row[1], day: CivilDate(clampingDaysSinceEpoch: row[2]),
            who: StaffMember(uid: row[3], name: row[4]), content: try content(row))
    }

    /// Returns the numbers of the patients with any act.
    public func patientsWithActs() throws -> Set<Int64> {
        try Set(Int64.fetchAll(database, sql: "SELECT DISTINCT patient FROM act"))
    }

    /// Returns the number of the patient whom an act concerns; nil if there is no such act.
    public func patient(ofAct act: Int64) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT patient FROM act WHERE id = ?", arguments: [act])
    }

    private func content(_ row: Row) throws -> Act.Content {
        let verb: String = row[5]
        switch verb {
        case "record":
            let words = EventWords(
                date: row[11], event: row[12], detail: row[13], result: row[14], site: row[15], count: row[16],
                size: row[17], value: row[18])
            guard let parsed = try? dictionary.vocabulary.parse(words) else {
                throw HistoryUnreadable()
            }
            let id: Int64 = row[0]
            let event = Event(date: parsed.date, content: parsed.content, row: Event.row(ofAct: id))
            return .record(RecordedFact(event, note: row[19]))
        case "second": return .second(of: row[10])
        case "undo": return .undo(of: row[10], reason: row[9])
        default:
            let item: String? = row[6]
            let urgency: Int? = row[8]
            let anchor: String? = row[20]
            let latest: Int? = row[21]
            guard let kind = LeaseKind(rawValue: verb), item == nil || item.flatMap({ Item(rawValue: $0) }) != nil
            else {
                throw HistoryUnreadable()
            }
            return .lease(
                LeaseTerms(
                    kind: kind, item: item.flatMap { Item(rawValue: $0) },
                    until: CivilDate(clampingDaysSinceEpoch: row[7]), reason: row[9],
                    occasion: urgency.flatMap { Urgency(rank: $0) }.map { urgency in
                        LeaseTerms.Occasion(
                            urgency: urgency, anchor: anchor.flatMap { PartialDate($0) },
                            latest: CivilDate(clampingDaysSinceEpoch: latest ?? 0))
                    }))
        }
    }
}

extension StoreWriter {
    /// Adds a person's act for a patient, and assigns its number.
    ///
    /// - Parameter agents: names the drug of a recorded event.
    public func add(
        _ content: Act.Content, of patient: Int64, by who: StaffMember, at moment: Int, day: CivilDate
    ) throws -> Act {
        var words: EventWords?
        var note: String?
        var terms: LeaseTerms?
        var (reason, other): (String, Int64?) = ("", nil)
        switch content {
        case .record(let fact): (words, note) = (EventWords(fact.event), fact.note)
        case .lease(let lease): (terms, reason) = (lease, lease.reason)
        case .second(let act): other = act
        case .undo(let act, let why): (other, reason) = (act, why)
        }
        try execute(
            """
            INSERT INTO act (at, day, uid, user, patient, verb, item, until, urgency, anchor, latest, reason, of,
                             date, event, detail, result, site, count, size_mm, value, note)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                moment, Int(day.daysSinceEpoch), Int64(who.uid), who.name, patient, content.verb, terms?.item?.rawValue,
                terms.map { Int($0.until.daysSinceEpoch) }, terms?.occasion?.urgency.rank,
                terms?.occasion?.anchor?.description, terms?.occasion.map { Int($0.latest.daysSinceEpoch) }, reason,
                other,
                words?.date,
                words?.event, words?.detail, words?.result, words?.site, words?.count, words?.size, words?.value, note,
            ])
        let id = database.lastInsertedRowID
        guard case .record(let fact) = content else {
            return Act(id: id, at: moment, day: day, who: who, content: content)
        }
        let event = Event(date: fact.event.date, content: fact.event.content, row: Event.row(ofAct: id))
        return Act(id: id, at: moment, day: day, who: who, content: .record(RecordedFact(event, note: fact.note)))
    }

    /// Ensures that no new act gets a number up to `last`, which an act had in a store that is lost.
    public func raiseActNumbers(above last: Int64) throws {
        try execute("UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = 'act'", [last])
        if database.changesCount == 0 {
            try execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('act', ?1)", [last])
        }
    }

    /// Stores which leases of a patient are in force, for the lists.
    public func put(leasesOf workflow: Workflow, of patient: Int64) throws {
        try execute("DELETE FROM lease WHERE patient = ?", [patient])
        for lease in workflow.leases {
            try execute(
                "INSERT INTO lease (patient, item, kind, act, uid, user, until) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    patient, lease.terms.item?.rawValue ?? "", lease.terms.kind.rawValue, lease.act,
                    Int64(lease.who.uid), lease.who.name, Int(lease.terms.until.daysSinceEpoch),
                ])
        }
    }
}
