import GRDB

/// The tables of the store, made by named migrations; a migration that has shipped is never edited.
enum StoreSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 roster, follow-ups, alerts") { database in
            try database.execute(sql: first)
        }
        return migrator
    }

    private static let first = """
        CREATE TABLE setting (
            name TEXT PRIMARY KEY NOT NULL,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE patient (
            id INTEGER PRIMARY KEY,
            mrn TEXT NOT NULL UNIQUE,
            pseudonym TEXT NOT NULL UNIQUE,
            position INTEGER NOT NULL,
            family_name TEXT NOT NULL,
            given_name TEXT NOT NULL,
            birth_date TEXT,
            sex TEXT NOT NULL,
            clinic TEXT NOT NULL,
            clinician TEXT NOT NULL,
            row INTEGER NOT NULL,
            rejected_rows INTEGER NOT NULL,
            content_hash INTEGER NOT NULL,
            phase TEXT NOT NULL,
            absent_since INTEGER,
            next_change INTEGER,
            -- Last, since it is long: whoever needs only the columns before it does not read it.
            events TEXT NOT NULL
        ) STRICT;
        CREATE INDEX patient_next_change ON patient (next_change) WHERE next_change IS NOT NULL;
        CREATE INDEX patient_phase ON patient (phase);
        CREATE INDEX patient_absent ON patient (absent_since) WHERE absent_since IS NOT NULL;
        CREATE INDEX patient_incomplete ON patient (rejected_rows) WHERE rejected_rows > 0;

        CREATE TABLE follow_up (
            patient INTEGER NOT NULL REFERENCES patient ON DELETE CASCADE,
            item TEXT NOT NULL,
            rule TEXT NOT NULL,
            also TEXT NOT NULL,
            anchor TEXT NOT NULL,
            earliest INTEGER NOT NULL,
            due INTEGER NOT NULL,
            latest INTEGER NOT NULL,
            urgency INTEGER NOT NULL,
            modality TEXT,
            substitute INTEGER NOT NULL,
            flags TEXT NOT NULL,
            booked TEXT,
            misses INTEGER NOT NULL,
            PRIMARY KEY (patient, item)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX follow_up_work_list ON follow_up (urgency, due, patient, item);

        CREATE TABLE announced (
            patient TEXT NOT NULL,
            item TEXT NOT NULL,
            due INTEGER NOT NULL,
            stage TEXT NOT NULL,
            reason TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (patient, item, due, stage)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE alert (
            id INTEGER PRIMARY KEY,
            priority INTEGER NOT NULL,
            line TEXT NOT NULL,
            patient TEXT,
            made_at INTEGER NOT NULL,
            handed_over_at INTEGER
        ) STRICT;
        CREATE INDEX alert_pending ON alert (id) WHERE handed_over_at IS NULL;
        """
}
