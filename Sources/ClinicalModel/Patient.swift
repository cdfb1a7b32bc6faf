import CivilCalendar

/// A person on the roster: the columns of `patients.csv`.
public struct Patient: Hashable, Sendable {
    /// The medical record number, unique within a roster.
    public let mrn: String
    /// Family name; empty if not recorded.
    public let familyName: String
    /// Given name; empty if not recorded.
    public let givenName: String
    /// Date of birth, as far as known.
    public let birthDate: PartialDate?
    /// Sex as recorded.
    public let sex: String
    /// The clinic that follows the patient; empty if not recorded.
    public let clinic: String
    /// The clinician in charge; empty if not recorded.
    public let clinician: String
    /// The line of `patients.csv` on which the row begins.
    public let row: Int32

    /// Creates a patient with these columns; everything but the record number may be missing.
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
    /// Whether the sex is recorded as `male` or `m`, in any case.
    public var isMale: Bool { ["male", "m"].contains(sex.lowercased()) }

    /// Returns the same person with a different record number.
    public func named(_ mrn: String) -> Patient {
        Patient(
            mrn: mrn, familyName: familyName, givenName: givenName, birthDate: birthDate, sex: sex, clinic: clinic,
            clinician: clinician, row: row)
    }
}

/// The part of a roster that concerns one patient.
public struct PatientRecord: Sendable {
    /// The person.
    public let patient: Patient
    /// The patient's events, in file order.
    public let events: ArraySlice<Event>
    /// The number of this patient's rows set aside as faulty.
    public let rejectedRows: Int32
    /// The questions the patient's records leave open, if the maker of this record included them.
    public let questions: [OpenQuestion]

    /// Creates a record of these parts.
    public init(
        patient: Patient, events: ArraySlice<Event>, rejectedRows: Int32 = 0, questions: [OpenQuestion] = []
    ) {
        self.patient = patient
        self.events = events
        self.rejectedRows = rejectedRows
        self.questions = questions
    }

    /// Returns the same record with these questions.
    public func asking(_ questions: [OpenQuestion]) -> PatientRecord {
        PatientRecord(patient: patient, events: events, rejectedRows: rejectedRows, questions: questions)
    }

    /// Whether rows of this patient were set aside, so that the evaluation uses part of the record only.
    public var isIncomplete: Bool { rejectedRows > 0 }
}
