import Alerting
import ContactTime
import Delivery

/// Who is told of what, and how: the admin's choice.
struct TellingSettings: Hashable, Sendable {
    /// Who can be told.
    var receivers: [Receiver] = []
    /// Who is told of what patients owe, and when.
    var routes: [Route] = []
    /// Who is told of the service's own troubles.
    var serviceReceivers: [String] = []
    /// The working days.
    var calendar = WorkingCalendar.mondayToFriday
    /// How mail is sent; nil where nobody is reached by mail.
    var mail: MailSettings?
    /// A file that is written each time an evaluation is done and handed over; nil for none.
    var heartbeatFile: String?
    /// An address that is asked for as often; nil for none.
    var heartbeatURL: String?
    /// A file of metrics for a collector; nil for none.
    var metricsFile: String?

    /// The receiver of a name.
    func receiver(_ name: String) -> Receiver? { receivers.first { $0.name == name } }
}

/// How mail is sent.
struct MailSettings: Hashable, Sendable {
    var host: String
    var port: Int
    var security: MailSecurity
    var from: String
    var user: String?
    var passwordCredential: String?
    var caFile: String?
    var templates = MessageTemplates.builtIn
}

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
