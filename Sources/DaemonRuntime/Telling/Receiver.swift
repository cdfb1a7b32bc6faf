/// Somebody, or something, that is told: the admin's choice, `[[receivers]]` of the configuration.
struct Receiver: Hashable, Sendable {
    /// How they are reached.
    enum Reach: Hashable, Sendable {
        /// By mail to these addresses.
        case mail([String])
        /// By a signed call of this address; the credentials hold its secrets.
        case webhook(String, credentials: [String])
        /// By the Alertmanager at this address.
        case alertmanager(String)
    }

    /// What of the patient a message may hold.
    enum Shown: String, CaseIterable, Hashable, Sendable {
        /// A pseudonym, which `cnswatch show` leads back to the patient.
        case pseudonym
        /// The record number.
        case mrn
    }

    /// The name by which routes speak of them.
    let name: String
    /// How they are reached.
    let reach: Reach
    /// How many routine messages they get in seven days at most; nil for any number.
    let weeklyCap: Int?
    /// What of the patient their messages hold.
    let shown: Shown
}
