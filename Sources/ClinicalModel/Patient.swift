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
