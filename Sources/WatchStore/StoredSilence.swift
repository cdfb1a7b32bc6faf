import Alerting
import CivilCalendar
import ClinicalModel
import GRDB
import Surveillance

/// A silence as the store keeps it.
public struct StoredSilence: Hashable, Sendable {
    /// What holds, and until when.
    public let silence: Silence
    /// When it was made, in seconds since 1970.
    public let at: Int
    /// The user who made it.
    public let user: String
    /// Why.
    public let reason: String

    init(_ row: Row) {
        func words(_ index: Int) -> [String] {
            let text: String = row[index]
            return text.split(separator: "\n").map(String.init)
        }
        silence = Silence(
            id: row[0],
            matcher: Matcher(
                clinics: words(3), clinicians: words(4), urgencies: words(5).compactMap { Urgency(rawValue: $0) },
                items: words(6).compactMap { Item(rawValue: $0) }),
            until: CivilDate(clampingDaysSinceEpoch: row[7]))
        (at, user, reason) = (row[1], row[2], row[8])
    }
}
