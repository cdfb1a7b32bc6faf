import CivilCalendar

/// A person on the roster: the columns of `patients.csv`.
public struct Patient: Hashable, Sendable {
    /// The medical record number, unique within a roster.
    public let mrn: String
    /// Family name; empty where not recorded.
    public let familyName: String
    /// Given name; empty where not recorded.
    public let givenName: String
    /// Date of birth, as far as known.
    public let birthDate: PartialDate?
    /// Sex as recorded; no rule uses it.
    public let sex: String
    /// The clinic that follows the patient; empty where not recorded.
    public let clinic: String
    /// The clinician in charge; empty where not recorded.
    public let clinician: String
    /// The line of `patients.csv` on which the row begins.
    public let row: Int32

    /// A patient with these columns; everything but the record number may be missing.
    public init(
        mrn: String, familyName: String = "", givenName: String = "", birthDate: PartialDate? = nil, sex: String = "",
        clinic: String = "", clinician: String = "", row: Int32 = 0
    ) {
        self.mrn = mrn
        self.familyName = familyName
        self.givenName = givenName
        self.birthDate = birthDate
        self.sex = sex
        self.clinic = clinic
        self.clinician = clinician
        self.row = row
    }
}

extension Patient {
    /// The same person under another record number.
    public func named(_ mrn: String) -> Patient {
        Patient(
            mrn: mrn, familyName: familyName, givenName: givenName, birthDate: birthDate, sex: sex, clinic: clinic,
            clinician: clinician, row: row)
    }
}

/// What a roster holds of one patient.
public struct PatientRecord: Sendable {
    /// The person.
    public let patient: Patient
    /// The patient's events, in file order.
    public let events: ArraySlice<Event>
    /// How many rows of this patient were set aside as faulty.
    public let rejectedRows: Int32
    /// What the patient's records leave open, as far as whoever made this record asked for it.
    public let questions: [OpenQuestion]

    /// A record of these parts.
    public init(
        patient: Patient, events: ArraySlice<Event>, rejectedRows: Int32 = 0, questions: [OpenQuestion] = []
    ) {
        self.patient = patient
        self.events = events
        self.rejectedRows = rejectedRows
        self.questions = questions
    }

    /// The same record with what it leaves open.
    public func asking(_ questions: [OpenQuestion]) -> PatientRecord {
        PatientRecord(patient: patient, events: events, rejectedRows: rejectedRows, questions: questions)
    }

    /// Whether rows of this patient were set aside, so that the evaluation rests on part of the record only.
    public var isIncomplete: Bool { rejectedRows > 0 }
}
