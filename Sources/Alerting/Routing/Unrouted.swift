/// A clinic and a clinician of patients whom no route is about, so that nobody hears of them but the journal.
public struct Unrouted: Hashable, Sendable {
    /// The clinic; empty where not recorded.
    public let clinic: String
    /// The clinician; empty where not recorded.
    public let clinician: String

    /// A clinic and a clinician.
    public init(clinic: String, clinician: String) {
        self.clinic = clinic
        self.clinician = clinician
    }
}
