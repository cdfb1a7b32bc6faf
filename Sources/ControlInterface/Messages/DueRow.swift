import JSONText

/// A row of the work-list.
public struct DueRow: Hashable, Sendable {
    /// Medical record number.
    public var mrn: String
    /// Family name; empty where not recorded.
    public var familyName: String
    /// Given name; empty where not recorded.
    public var givenName: String
    /// Clinic; empty where not recorded.
    public var clinic: String
    /// Clinician; empty where not recorded.
    public var clinician: String
    /// The patient's phase.
    public var phase: String
    /// Whether rows of the patient were set aside.
    public var incomplete: Bool
    /// Since when the patient is missing from the export.
    public var absentSince: String?
    /// What is owed; its keys stand beside these.
    public var item: ItemReport
    /// The user who owns it.
    public var owner: String?
    /// What holds it back: the kind of lease, such as `snooze`.
    public var mask: String?
    /// The last day on which that holds it back.
    public var maskUntil: String?
    /// Whether enough of the patient's risk factors hold.
    public var highRisk: Bool

    /// The message with these members.
    public init(
        mrn: String, familyName: String, givenName: String, clinic: String, clinician: String, phase: String,
        incomplete: Bool, absentSince: String? = nil, item: ItemReport, owner: String?, mask: String?,
        maskUntil: String?, highRisk: Bool
    ) {
        self.mrn = mrn
        self.familyName = familyName
        self.givenName = givenName
        self.clinic = clinic
        self.clinician = clinician
        self.phase = phase
        self.incomplete = incomplete
        self.absentSince = absentSince
        self.item = item
        self.owner = owner
        self.mask = mask
        self.maskUntil = maskUntil
        self.highRisk = highRisk
    }
}

extension DueRow: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        mrn = try members.string("mrn")
        familyName = try members.string("familyName")
        givenName = try members.string("givenName")
        clinic = try members.string("clinic")
        clinician = try members.string("clinician")
        phase = try members.string("phase")
        incomplete = try members.boolean("incomplete")
        absentSince = try members.stringIfPresent("absentSince")
        item = try ItemReport(json: json)
        owner = try members.stringIfPresent("owner")
        mask = try members.stringIfPresent("mask")
        maskUntil = try members.stringIfPresent("maskUntil")
        highRisk = try members.boolean("highRisk")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("mrn", mrn)
        writer.member("familyName", familyName)
        writer.member("givenName", givenName)
        writer.member("clinic", clinic)
        writer.member("clinician", clinician)
        writer.member("phase", phase)
        writer.member("incomplete", incomplete)
        writer.member("absentSince", absentSince)
        item.writeMembers(to: &writer)
        writer.member("owner", owner)
        writer.member("mask", mask)
        writer.member("maskUntil", maskUntil)
        writer.member("highRisk", highRisk)
    }
}
