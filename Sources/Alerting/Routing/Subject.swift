/// Whom an announcement is about, as far as routes ask.
public struct Subject: Hashable, Sendable {
    /// The patient's pseudonym, 12 hexadecimal digits.
    public let pseudonym: String
    /// The patient's clinic; empty where not recorded.
    public let clinic: String
    /// The patient's clinician; empty where not recorded.
    public let clinician: String

    /// A patient of a clinic and a clinician.
    public init(pseudonym: String, clinic: String, clinician: String) {
        self.pseudonym = pseudonym
        self.clinic = clinic
        self.clinician = clinician
    }
}
