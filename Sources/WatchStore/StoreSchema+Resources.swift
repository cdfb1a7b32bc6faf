extension StoreSchema {
    /// What a roster of FHIR needs beside events: where its resources stand, and what they leave open.
    static let resources = """
        -- For each patient the places of the resources that events came from, in the order of their numbers, the first being
        -- that of the first event: a line `=FILE` begins a file, the others are `LINE TYPE/ID`. Rosters of tables have none.
        CREATE TABLE resource_place (
            patient INTEGER PRIMARY KEY REFERENCES patient ON DELETE CASCADE,
            places TEXT NOT NULL
        ) STRICT;

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
        ) STRICT;
        CREATE INDEX question_patient ON question (patient);
        """

    /// What staff recorded that answers a question: it is then no longer open, and `patient.rejected_rows` no longer counts its
    /// record.
    static let answers = """
        ALTER TABLE question ADD COLUMN detail TEXT NOT NULL DEFAULT '';
        ALTER TABLE question ADD COLUMN answered_by INTEGER REFERENCES act;
        """
}
