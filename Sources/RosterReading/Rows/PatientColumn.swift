/// The columns of `patients.csv`.
enum PatientColumn: String, RosterColumn {
    case mrn
    case familyName = "family_name"
    case givenName = "given_name"
    case birthDate = "birth_date"
    case sex, clinic, clinician

    var isRequired: Bool { self == .mrn }
    static let number = PatientColumn.mrn
    var isDate: Bool { self == .birthDate }
    var isShown: Bool { false }
}
