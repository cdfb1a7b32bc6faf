import Alerting
import CSVReading
import ContactTime
import Delivery
import StaffWork
import Surveillance

/// What the admin decides about rosters, the protocol, leases and notifications.
package struct ServiceSettings: Hashable, Sendable {
    /// The folder the roster is read from.
    package var rosterFolder = ""
    /// How the site's own files say what a roster says; nil where the folder holds `patients.csv` and `events.csv`.
    package var mapping: RosterMapping?
    /// The folder of code tables, for a roster of FHIR.
    package var codesFolder = "/etc/cnswatch/codes"
    /// After so many hours without a new export the roster counts as stale.
    package var staleAfterHours = 30
    /// The share of patients that may vanish from one export to the next.
    package var vanishedShareAtMost = 0.2
    /// An export by which more than this share of the patients dies, is suspended, or loses data or a finding is refused.
    package var changedShareAtMost = 0.1
    /// The surveillance protocol.
    package var protocolFiles = ["/etc/cnswatch/protocols/her2-cns.toml"]
    /// More news than this at once become one summary.
    package var summaryAbove = 25
    /// How long leases hold, and may hold.
    package var leaseLimits = LeaseLimits.standard
    /// Whom the staff call.
    package var contacts = Contacts()
    /// Who is notified of what, and how.
    package var notifications = NotificationSettings()

    /// The settings of a configuration that says nothing.
    package init() {}
}

/// Whom the staff call for what is owed: texts of the site.
package struct Contacts: Hashable, Sendable {
    /// The most characters of a text.
    package static let longest = 200
    /// Whom to call, by the urgency of what is owed.
    package var byUrgency: [Urgency: String] = [:]
    /// Whom to call at every other urgency; nil for nobody in particular.
    package var others: String?

    /// Nobody in particular.
    package init() {}

    /// Whom to call for what is as urgent; nil for nobody in particular.
    package func text(for urgency: Urgency) -> String? { byUrgency[urgency] ?? others }
}

/// Who is notified of what, and how.
package struct NotificationSettings: Hashable, Sendable {
    /// Who can be notified.
    package var receivers: [Receiver] = []
    /// Who is notified of what patients owe, and when.
    package var routes: [Route] = []
    /// Who is notified of the service's own troubles.
    package var serviceReceivers: [String] = []
    /// The working days.
    package var calendar = WorkingCalendar.mondayToFriday
    /// How mail is sent; nil where no receiver is reached by mail.
    package var mail: MailSettings?
    /// A file that is written each time an evaluation is done and handed over; nil for none.
    package var heartbeatFile: String?
    /// An address that is asked for as often; nil for none.
    package var heartbeatURL: String?
    /// A file of metrics for a collector; nil for none.
    package var metricsFile: String?

    /// The settings by which nobody is notified.
    package init() {}

    /// The receiver of a name.
    package func receiver(_ name: String) -> Receiver? { receivers.first { $0.name == name } }
}

/// How mail is sent.
package struct MailSettings: Hashable, Sendable {
    package var host: String
    package var port: Int
    package var security: MailSecurity
    package var from: String
    package var user: String?
    package var passwordCredential: String?
    package var caFile: String?
    package var templates = MessageTemplates.builtIn

    /// Mail of these settings, with the built-in templates.
    package init(
        host: String, port: Int, security: MailSecurity, from: String, user: String?, passwordCredential: String?,
        caFile: String?
    ) {
        (self.host, self.port, self.security, self.from) = (host, port, security, from)
        (self.user, self.passwordCredential, self.caFile) = (user, passwordCredential, caFile)
    }
}

/// A person, a team or a program that is notified: the admin's choice, `[[receivers]]` of the configuration.
package struct Receiver: Hashable, Sendable {
    /// How they are reached.
    package enum Reach: Hashable, Sendable {
        /// By mail to these addresses.
        case mail([String])
        /// By a signed call of this address; the credentials hold its secrets.
        case webhook(String, credentials: [String])
        /// By the Alertmanager at this address.
        case alertmanager(String)
    }

    /// What of the patient a message may hold.
    package enum Shown: String, CaseIterable, Hashable, Sendable {
        /// A pseudonym, which `cnswatch show` leads back to the patient.
        case pseudonym
        /// The record number.
        case mrn
    }

    /// The name by which routes speak of them.
    package let name: String
    /// How they are reached.
    package let reach: Reach
    /// How many routine messages they get in seven days at most; nil for any number.
    package let weeklyCap: Int?
    /// What of the patient their messages hold.
    package let shown: Shown

    /// A receiver of this name.
    package init(name: String, reach: Reach, weeklyCap: Int?, shown: Shown) {
        (self.name, self.reach, self.weeklyCap, self.shown) = (name, reach, weeklyCap, shown)
    }
}
