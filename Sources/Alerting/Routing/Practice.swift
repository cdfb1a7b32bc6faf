/// Where patients are looked after, as far as routes ask: a clinic and a clinician.
public struct Practice: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The clinic; empty where not recorded.
    public let clinic: String
    /// The clinician; empty where not recorded.
    public let clinician: String

    /// A clinic and a clinician.
    public init(clinic: String, clinician: String) {
        self.clinic = clinic
        self.clinician = clinician
    }

    /// In words: `the clinic North, Dr A`.
    public var description: String {
        (clinic.isEmpty ? "no clinic" : "the clinic \(clinic)") + (clinician.isEmpty ? "" : ", \(clinician)")
    }

    /// By clinic, then by clinician.
    public static func < (first: Practice, second: Practice) -> Bool {
        (first.clinic, first.clinician) < (second.clinic, second.clinician)
    }
}
