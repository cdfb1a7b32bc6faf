import JSONText

/// Who a patient is.
public struct PersonReport: Hashable, Sendable {
    /// Medical record number.
    public var mrn: String
    /// Family name.
    public var familyName: String
    /// Given name.
    public var givenName: String
    /// Date of birth, as far as known.
    public var birthDate: String?
    /// Sex as recorded.
    public var sex: String
    /// Clinic.
    public var clinic: String
    /// Clinician.
    public var clinician: String
    /// The line of `patients.csv`.
    public var row: Int

    /// The message with these members.
    public init(
        mrn: String, familyName: String, givenName: String, birthDate: String? = nil, sex: String, clinic: String,
        clinician: String, row: Int
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

extension PersonReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        mrn = try members.string("mrn")
        familyName = try members.string("familyName")
        givenName = try members.string("givenName")
        birthDate = try members.stringIfPresent("birthDate")
        sex = try members.string("sex")
        clinic = try members.string("clinic")
        clinician = try members.string("clinician")
        row = try members.integer("row")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("mrn", mrn)
        writer.member("familyName", familyName)
        writer.member("givenName", givenName)
        writer.member("birthDate", birthDate)
        writer.member("sex", sex)
        writer.member("clinic", clinic)
        writer.member("clinician", clinician)
        writer.member("row", row)
    }
}
