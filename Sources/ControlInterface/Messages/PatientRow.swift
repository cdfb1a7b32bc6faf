import JSONText

/// A patient on the list of all patients.
public struct PatientRow: Hashable, Sendable {
    /// Medical record number.
    public var mrn: String
    /// The name under which logs speak of the patient.
    public var pseudonym: String
    /// Family name; empty where not recorded.
    public var familyName: String
    /// Given name; empty where not recorded.
    public var givenName: String
    /// Date of birth, as far as it is known.
    public var birthDate: String?
    /// Clinic; empty where not recorded.
    public var clinic: String
    /// The patient's phase.
    public var phase: String
    /// Whether rows of the patient were set aside.
    public var incomplete: Bool
    /// Since when the patient is missing from the export.
    public var absentSince: String?

    /// The message with these members.
    public init(
        mrn: String, pseudonym: String, familyName: String, givenName: String, birthDate: String? = nil,
        clinic: String, phase: String, incomplete: Bool, absentSince: String? = nil
    ) {
        self.mrn = mrn
        self.pseudonym = pseudonym
        self.familyName = familyName
        self.givenName = givenName
        self.birthDate = birthDate
        self.clinic = clinic
        self.phase = phase
        self.incomplete = incomplete
        self.absentSince = absentSince
    }
}

extension PatientRow: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        mrn = try members.string("mrn")
        pseudonym = try members.string("pseudonym")
        familyName = try members.string("familyName")
        givenName = try members.string("givenName")
        birthDate = try members.stringIfPresent("birthDate")
        clinic = try members.string("clinic")
        phase = try members.string("phase")
        incomplete = try members.boolean("incomplete")
        absentSince = try members.stringIfPresent("absentSince")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("mrn", mrn)
        writer.member("pseudonym", pseudonym)
        writer.member("familyName", familyName)
        writer.member("givenName", givenName)
        writer.member("birthDate", birthDate)
        writer.member("clinic", clinic)
        writer.member("phase", phase)
        writer.member("incomplete", incomplete)
        writer.member("absentSince", absentSince)
    }
}
