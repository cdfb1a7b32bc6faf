import Alerting
import CivilCalendar
import StaffWork

/// What a person asks to change about what is told.
enum TellingRequest: Sendable, Hashable {
    /// Silence what matches, up to and including a day.
    case silence(Matcher, until: CivilDate, reason: String, StaffMember)
    /// End a silence.
    case endSilence(Int64, StaffMember)
    /// Send a marked test message to these receivers.
    case drill(route: String, receivers: [String])
}
