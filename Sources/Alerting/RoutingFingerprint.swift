import ClinicalModel
import ContactTime
import SecureHash
import Surveillance

/// Identifies a set of routes and a calendar of working days, across processes and versions.
///
/// The store keeps both values and compares them at the next start. So each is a digest of text whose form is fixed
/// here and never follows the name, the layout or the default description of a Swift type. Each text is prefixed with
/// its length in bytes, so that no name can be taken for two.
public struct RoutingFingerprint: Hashable, Sendable {
    /// Sixteen hexadecimal digits for the routes.
    public let routes: String
    /// Sixteen hexadecimal digits for the working days, which date the escalation steps.
    public let calendar: String

    /// Calculates the fingerprint; nil without any route, since a calendar alone affects nothing.
    public init?(of routes: [Route], _ calendar: WorkingCalendar) {
        guard !routes.isEmpty else { return nil }
        self.routes = RoutingFingerprint.digits(routes.map(\.stableText).joined(separator: "\n"))
        self.calendar = RoutingFingerprint.digits(calendar.stableText)
    }

    private static func digits(_ text: String) -> String { SHA256.digest(of: text.utf8).digits(16) }
}

extension Route {
    /// The route as one line of text, in a form that never changes.
    var stableText: String {
        func list(_ name: String, _ words: [String]) -> String {
            ([name] + words.map { "\($0.utf8.count):\($0)" }).joined(separator: " ")
        }
        var parts = [
            list("route", [name]), list("clinics", matcher.clinics), list("clinicians", matcher.clinicians),
            list("urgencies", matcher.urgencies.map(\.rawValue)), list("items", matcher.items.map(\.rawValue)),
            list("receivers", receivers),
        ]
        if let digest { parts.append("digest \(digest.at)") }
        if let quiet { parts.append("quiet \(quiet.from) \(quiet.to) \(quiet.alsoOnDaysOff ? "days-off" : "nights")") }
        parts += escalation.map { list("step \($0.condition.rawValue) \($0.workingDays)", $0.receivers) }
        if let repeatAfter { parts.append("repeat \(repeatAfter)") }
        return parts.joined(separator: "; ")
    }
}
