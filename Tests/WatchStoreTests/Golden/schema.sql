CREATE TRIGGER act_kept BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'acts are added and never removed; undo one by another'); END;

CREATE TRIGGER act_unchanged BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'acts are added and never changed; undo one by another'); END;

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

CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    priority INTEGER NOT NULL,
    line TEXT NOT NULL,
    patient TEXT,
    made_at INTEGER NOT NULL,
    handed_over_at INTEGER
) STRICT;

CREATE TABLE announced (
    patient TEXT NOT NULL,
    item TEXT NOT NULL,
    due INTEGER NOT NULL,
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL, withdrawn INTEGER,
    PRIMARY KEY (patient, item, due, stage)
) STRICT, WITHOUT ROWID;

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
, delay_detail TEXT, place INTEGER) STRICT;

CREATE TABLE event_note (
    patient INTEGER PRIMARY KEY REFERENCES patient ON DELETE CASCADE,
    notes BLOB NOT NULL
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
    misses INTEGER NOT NULL, high_risk INTEGER NOT NULL DEFAULT 0, leading_due INTEGER, leading_latest INTEGER, cause INTEGER, newest_result TEXT, known_since INTEGER,
    PRIMARY KEY (patient, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);

CREATE TABLE history (
    patient INTEGER PRIMARY KEY REFERENCES patient ON DELETE CASCADE,
    events BLOB NOT NULL
) STRICT;

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

CREATE TABLE mark_page (
    page INTEGER PRIMARY KEY,
    marks BLOB NOT NULL
) STRICT;

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
    phase TEXT NOT NULL,
    absent_since INTEGER,
    next_change INTEGER
, protocol TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE question (
    id INTEGER PRIMARY KEY,
    patient INTEGER NOT NULL REFERENCES patient ON DELETE CASCADE,
    kind TEXT NOT NULL,
    date TEXT,
    file TEXT NOT NULL,
    row INTEGER NOT NULL,
    resource TEXT,
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL
, detail TEXT NOT NULL DEFAULT '', answered_by INTEGER REFERENCES act) STRICT;

CREATE TABLE resource_place (
    patient INTEGER PRIMARY KEY REFERENCES patient ON DELETE CASCADE,
    places TEXT NOT NULL
) STRICT;

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
, routes_fingerprint TEXT, calendar_fingerprint TEXT, tally TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE roster_fault (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    row INTEGER NOT NULL,
    "column" TEXT,
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE trouble (
    kind TEXT NOT NULL,
    occasion TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (kind, occasion)
) STRICT, WITHOUT ROWID;

CREATE INDEX act_patient ON act (patient, id);

CREATE INDEX alert_handed_over ON alert (handed_over_at) WHERE handed_over_at IS NOT NULL;

CREATE INDEX alert_pending ON alert (id) WHERE handed_over_at IS NULL;

CREATE INDEX dispatch_message ON dispatch (message) WHERE message IS NOT NULL;

CREATE UNIQUE INDEX dispatch_once
    ON dispatch (
        receiver, patient, item, occasion, step,
        CASE WHEN step GLOB 'step-*' OR step GLOB 'repeat-*' THEN route ELSE '' END)
    WHERE withdrawn IS NULL;

CREATE INDEX dispatch_patient ON dispatch (patient);

CREATE INDEX dispatch_waiting ON dispatch (not_before) WHERE message IS NULL AND settled IS NULL;

CREATE INDEX follow_up_known_since ON follow_up (known_since) WHERE known_since IS NOT NULL;

CREATE INDEX follow_up_outline ON follow_up (patient, item, earliest, due, latest, urgency, high_risk);

CREATE INDEX lease_user ON lease (user, kind);

CREATE INDEX message_dead ON message (settled_at) WHERE state = 'dead';

CREATE INDEX message_receiver ON message (receiver, made_at);

CREATE INDEX message_waiting ON message (next_attempt) WHERE state = 'waiting';

CREATE INDEX patient_absent ON patient (absent_since) WHERE absent_since IS NOT NULL;

CREATE INDEX patient_clinic ON patient (clinic);

CREATE INDEX patient_incomplete ON patient (rejected_rows) WHERE rejected_rows > 0;

CREATE INDEX patient_next_change ON patient (next_change) WHERE next_change IS NOT NULL;

CREATE INDEX patient_phase ON patient (phase);

CREATE INDEX question_patient ON question (patient);
