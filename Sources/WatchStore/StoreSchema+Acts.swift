extension StoreSchema {
    /// What staff do, and what the order of the work-list asks of it.
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
