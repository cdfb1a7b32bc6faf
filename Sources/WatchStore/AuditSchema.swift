import GRDB

/// The table of the audit file, made by named migrations; a migration that has shipped is never edited.
enum AuditSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 audit entries") { database in
            try database.execute(sql: first)
        }
        return migrator
    }

    private static let first = """
        -- Who asked or did what. The hash is that of all other columns, as EntryEncoding lays down.
        CREATE TABLE audit_entry (
            number INTEGER PRIMARY KEY CHECK (number > 0),
            at INTEGER NOT NULL,
            uid INTEGER NOT NULL CHECK (uid BETWEEN 0 AND 4294967295),
            user TEXT NOT NULL,
            verb TEXT NOT NULL,
            patient TEXT,
            item TEXT,
            detail TEXT NOT NULL,
            before TEXT,
            after TEXT,
            reason TEXT,
            -- The number of the act in the store.
            action INTEGER,
            -- The hash of the row before; zero bytes in the first row.
            previous BLOB NOT NULL CHECK (length(previous) = 32),
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE INDEX audit_entry_patient ON audit_entry (patient) WHERE patient IS NOT NULL;
        CREATE INDEX audit_entry_user ON audit_entry (user);
        CREATE INDEX audit_entry_at ON audit_entry (at);
        CREATE INDEX audit_entry_action ON audit_entry (action) WHERE action IS NOT NULL;

        CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'entries of the audit trail are added and never changed'); END;
        CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'entries of the audit trail are added and never removed'); END;
        -- INSERT OR REPLACE would remove a row without asking the trigger above.
        CREATE TRIGGER audit_entry_at_the_end BEFORE INSERT ON audit_entry
        WHEN new.number IS NOT (SELECT ifnull(max(number), 0) + 1 FROM audit_entry)
        BEGIN SELECT RAISE(ABORT, 'entries of the audit trail are added at its end, without gaps'); END;
        """
}
