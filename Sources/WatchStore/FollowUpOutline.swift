import CivilCalendar
import Surveillance

/// As much of a follow-up as decides whether it is asked for and where it stands.
public struct FollowUpOutline: Hashable, Sendable {
    /// The patient's number in the store.
    public let patient: Int64
    /// What is owed.
    public let item: String
    /// How quickly.
    public let urgency: Urgency
    /// First day of the window.
    public let earliest: CivilDate
    /// When it should be done.
    public let due: CivilDate
    /// After this day it is overdue.
    public let latest: CivilDate
    /// Whether enough risk factors of the patient hold.
    public let isHighRisk: Bool

    /// An outline of these parts.
    public init(
        patient: Int64, item: String, urgency: Urgency, earliest: CivilDate, due: CivilDate, latest: CivilDate,
        isHighRisk: Bool
    ) {
        self.patient = patient
        self.item = item
        self.urgency = urgency
        self.earliest = earliest
        self.due = due
        self.latest = latest
        self.isHighRisk = isHighRisk
    }

    /// Its place in the work-list of a day.
    public func key(on day: CivilDate) -> FollowUpKey {
        FollowUpKey(
            on: day, urgency: urgency, earliest: earliest, due: due, latest: latest, isHighRisk: isHighRisk,
            patient: patient, item: item)
    }

    /// Where it stands on a day.
    public func status(on day: CivilDate) -> ItemStatus {
        ItemStatus(on: day, earliest: earliest, due: due, latest: latest)
    }
}
