/// Where the columns of a patient stand, looked up once a file.
struct PatientColumnIndices {
    let mrn: Int
    let familyName: Int
    let givenName: Int
    let birthDate: Int
    let sex: Int
    let clinic: Int
    let clinician: Int
    /// How many columns there are, those that nothing reads included.
    let columnCount: Int

    init(_ header: Header<PatientColumn>) {
        mrn = header.index(of: .mrn)
        familyName = header.index(of: .familyName)
        givenName = header.index(of: .givenName)
        birthDate = header.index(of: .birthDate)
        sex = header.index(of: .sex)
        clinic = header.index(of: .clinic)
        clinician = header.index(of: .clinician)
        columnCount = header.count
    }
}
