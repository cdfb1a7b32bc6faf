extension StoreSchema {
    /// Who is to be told of what, and the messages that tell it.
    static let alerts = """
        -- What staff silenced for a time; lists are words with line ends between, empty for all.
        CREATE TABLE silence (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            user TEXT NOT NULL,
            clinics TEXT NOT NULL,
            clinicians TEXT NOT NULL,
            urgencies TEXT NOT NULL,
            items TEXT NOT NULL,
            until INTEGER NOT NULL,
            reason TEXT NOT NULL,
            ended_at INTEGER,
            ended_by TEXT
        ) STRICT;

        -- The outbox: what a receiver gets, each with its number for ever. What it says follows from the dispatches that go
        -- with it; line is what a message without any says.
        CREATE TABLE message (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            receiver TEXT NOT NULL,
            kind TEXT NOT NULL,
            priority INTEGER NOT NULL,
            line TEXT,
            -- The route of a message without dispatches; those with any have theirs.
            route TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'dead')),
            attempts INTEGER NOT NULL DEFAULT 0,
            next_attempt INTEGER NOT NULL,
            reason TEXT,
            settled_at INTEGER
        ) STRICT;
        CREATE INDEX message_waiting ON message (next_attempt) WHERE state = 'waiting';
        CREATE INDEX message_receiver ON message (receiver, made_at);

        -- What one receiver is told of one step of one occasion of an item: once, for ever.
        CREATE TABLE dispatch (
            id INTEGER PRIMARY KEY,
            receiver TEXT NOT NULL,
            route TEXT NOT NULL,
            patient TEXT NOT NULL,
            item TEXT NOT NULL,
            occasion INTEGER NOT NULL,
            step TEXT NOT NULL,
            rule TEXT NOT NULL,
            urgency INTEGER NOT NULL,
            due INTEGER NOT NULL,
            latest INTEGER NOT NULL,
            priority INTEGER NOT NULL,
            why TEXT NOT NULL,
            delay TEXT,
            not_before INTEGER NOT NULL,
            is_catch_up INTEGER NOT NULL,
            made_at INTEGER NOT NULL,
            -- Nothing while it waits; then the message that tells it, or why it is not told.
            message INTEGER REFERENCES message,
            days_late INTEGER,
            settled TEXT,
            -- 1 where what it tells of was taken back; should it come again, it is told again.
            withdrawn INTEGER
        ) STRICT;
        -- The steps of two routes' ladders are two things.
        CREATE UNIQUE INDEX dispatch_once
            ON dispatch (
                receiver, patient, item, occasion, step,
                CASE WHEN step GLOB 'step-*' OR step GLOB 'repeat-*' THEN route ELSE '' END)
            WHERE withdrawn IS NULL;
        CREATE INDEX dispatch_waiting ON dispatch (not_before) WHERE message IS NULL AND settled IS NULL;
        CREATE INDEX dispatch_message ON dispatch (message) WHERE message IS NOT NULL;
        CREATE INDEX dispatch_patient ON dispatch (patient);

        ALTER TABLE announced ADD COLUMN withdrawn INTEGER;

        -- What was told of the service itself, so that it is told once.
        CREATE TABLE trouble (
            kind TEXT NOT NULL,
            occasion TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (kind, occasion)
        ) STRICT, WITHOUT ROWID;
        """
}
