import GRDB

/// The tables of the store, made by named migrations; a migration that has shipped is never edited.
enum StoreSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 roster, follow-ups, alerts") { database in
            try database.execute(sql: first)
        }
        migrator.registerMigration("2 what staff do") { database in
            try database.execute(sql: acts)
        }
        migrator.registerMigration("3 who is told") { database in
            try database.execute(sql: alerts)
        }
        migrator.registerMigration("fhir: places of resources, questions") { database in
            try database.execute(sql: resources)
        }
        migrator.registerMigration("answers to questions") { database in
            try database.execute(sql: answers)
        }
        migrator.registerMigration("marks of patients by the page", migrate: marks)
        migrator.registerMigration("outlines in the order of patients") { database in
            try database.execute(sql: outlines)
        }
        migrator.registerMigration("explicit identities") { database in
            try database.execute(sql: identities)
        }
        migrator.registerMigration("protocol version 2") { database in
            try database.execute(sql: secondProtocol)
        }
        migrator.registerMigration("leading due") { database in
            try database.execute(sql: leadingDue)
        }
        migrator.registerMigration("event notes") { database in
            try database.execute(sql: notes)
        }
        migrator.registerMigration("roster tally") { database in
            try database.execute(sql: "ALTER TABLE roster ADD COLUMN tally TEXT NOT NULL DEFAULT ''")
        }
        return migrator
    }

    private static let first = """
        CREATE TABLE setting (
            name TEXT PRIMARY KEY NOT NULL,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- The roster in force: one row or none.
        CREATE TABLE roster (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            loaded_at INTEGER NOT NULL,
            exported_at INTEGER NOT NULL,
            fingerprint TEXT NOT NULL,
            folder_state TEXT NOT NULL,
            patients INTEGER NOT NULL,
            events INTEGER NOT NULL,
            rejected_rows INTEGER NOT NULL,
            faults INTEGER NOT NULL,
            protocol_fingerprint TEXT NOT NULL,
            evaluated_day INTEGER NOT NULL,
            evaluated_at INTEGER NOT NULL
        ) STRICT;

        -- The first faults of its rows, as they were told.
        CREATE TABLE roster_fault (
            id INTEGER PRIMARY KEY,
            file TEXT NOT NULL,
            row INTEGER NOT NULL,
            "column" TEXT,
            reason TEXT NOT NULL,
            remedy TEXT NOT NULL
        ) STRICT;

        CREATE TABLE patient (
            id INTEGER PRIMARY KEY,
            mrn TEXT NOT NULL UNIQUE,
            pseudonym TEXT NOT NULL UNIQUE,
            family_name TEXT NOT NULL,
            given_name TEXT NOT NULL,
            birth_date TEXT,
            sex TEXT NOT NULL,
            clinic TEXT NOT NULL,
            clinician TEXT NOT NULL,
            rejected_rows INTEGER NOT NULL,
            content_hash INTEGER NOT NULL,
            phase TEXT NOT NULL,
            absent_since INTEGER,
            next_change INTEGER
        ) STRICT;
        CREATE INDEX patient_next_change ON patient (next_change) WHERE next_change IS NOT NULL;
        CREATE INDEX patient_phase ON patient (phase);
        CREATE INDEX patient_clinic ON patient (clinic);
        CREATE INDEX patient_absent ON patient (absent_since) WHERE absent_since IS NOT NULL;
        CREATE INDEX patient_incomplete ON patient (rejected_rows) WHERE rejected_rows > 0;

        -- Where the patients stand in the files; apart from them, since a line that is put in moves all below it.
        CREATE TABLE place (
            patient INTEGER PRIMARY KEY REFERENCES patient ON DELETE CASCADE,
            row INTEGER NOT NULL,
            first_event_row INTEGER NOT NULL
        ) STRICT;

        -- What happened to them; the format is that of HistoryCodec, its codes are those of event_words.
        CREATE TABLE history (
            patient INTEGER PRIMARY KEY REFERENCES patient ON DELETE CASCADE,
            events BLOB NOT NULL
        ) STRICT;

        CREATE TABLE event_words (
            code INTEGER PRIMARY KEY,
            event TEXT NOT NULL,
            detail TEXT NOT NULL,
            result TEXT NOT NULL,
            site TEXT NOT NULL
        ) STRICT;

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
        -- The order of the work-list, with all that decides whether a row is asked for.
        CREATE INDEX follow_up_work_list ON follow_up (urgency, due, patient, item, earliest, latest);

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

extension StoreSchema {
    /// What a list is chosen from, in the order in which plans are stored: an order by date would be written to all over the file.
    /// And what every answer asks of messages and alerts, found without going through all there ever were.
    static let outlines = """
        DROP INDEX follow_up_work_list;
        CREATE INDEX follow_up_outline ON follow_up (patient, item, earliest, due, latest, urgency, high_risk);
        CREATE INDEX message_dead ON message (settled_at) WHERE state = 'dead';
        CREATE INDEX alert_handed_over ON alert (handed_over_at) WHERE handed_over_at IS NOT NULL;
        """
}

extension StoreSchema {
    /// What is compared at the next start, in a form that follows neither the text for people nor the types of the program.
    ///
    /// Older versions kept one fingerprint of protocol and routes, of which the second half differed from process to process; the
    /// reason of a delay as a sentence; and that fingerprint in the occasion of a clinic on no route.
    static let identities = """
        ALTER TABLE roster ADD COLUMN routes_fingerprint TEXT;
        ALTER TABLE roster ADD COLUMN calendar_fingerprint TEXT;
        UPDATE roster SET
            protocol_fingerprint = substr(protocol_fingerprint, 1, instr(protocol_fingerprint, ' ') - 1),
            routes_fingerprint = 'unknown', calendar_fingerprint = 'unknown'
        WHERE instr(protocol_fingerprint, ' ') > 0;

        ALTER TABLE dispatch ADD COLUMN delay_detail TEXT;
        UPDATE dispatch SET delay_detail = substr(delay, 9), delay = 'silence' WHERE delay GLOB 'silence [0-9]*';
        UPDATE dispatch SET delay_detail = substr(delay, 12), delay = 'booked' WHERE delay GLOB 'booked for *';
        UPDATE dispatch SET
            delay_detail = substr(delay, 17, 10) || ' ' || substr(delay, 29, length(delay) - 29), delay = 'held-back'
        WHERE delay GLOB 'held back until ????-??-?? (*)';
        UPDATE dispatch SET delay = CASE delay
            WHEN 'with the digest' THEN 'digest' WHEN 'quiet hours' THEN 'quiet'
            WHEN 'the receiver''s messages of the week are used up' THEN 'cap' END
        WHERE delay_detail IS NULL;

        UPDATE OR REPLACE trouble SET occasion = substr(occasion, 1, length(occasion) - 17)
        WHERE kind = 'unrouted' AND substr(occasion, -17, 1) = char(10);
        """
}

extension StoreSchema {
    /// The protocol that covers a patient; and no follow-up by a rule whose name is gone, which could not be read before the
    /// first plan under the new protocol replaces it.
    static let secondProtocol = """
        ALTER TABLE patient ADD COLUMN protocol TEXT NOT NULL DEFAULT '';
        DELETE FROM follow_up WHERE rule = 'data-correction';
        """
}

extension StoreSchema {
    /// What a row of the work-list says in words: the leading rule's own dates, where they are not those of the item, and the
    /// row it reckons from, as a code of event_words. Since when a treatment decision is known, for the news at the top of the
    /// list. And the order in which a message names its items.
    static let leadingDue = """
        ALTER TABLE follow_up ADD COLUMN leading_due INTEGER;
        ALTER TABLE follow_up ADD COLUMN leading_latest INTEGER;
        ALTER TABLE follow_up ADD COLUMN cause INTEGER;
        ALTER TABLE follow_up ADD COLUMN newest_result TEXT;
        ALTER TABLE follow_up ADD COLUMN known_since INTEGER;
        CREATE INDEX follow_up_known_since ON follow_up (known_since) WHERE known_since IS NOT NULL;
        ALTER TABLE dispatch ADD COLUMN place INTEGER;
        """
}

extension RawRepresentable where RawValue == String {
    /// The word of a case as a literal of SQL; no word that is stored holds an apostrophe.
    var sql: String { "'\(rawValue)'" }
}
