import CivilCalendar
import GRDB
import Surveillance

/// What one receiver is to be told, or was, as the store keeps it.
public struct StoredDispatch: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// Who.
    public let receiver: String
    /// By which route.
    public let route: String
    /// The patient's pseudonym.
    public let patient: String
    /// What is owed.
    public let item: String
    /// The day that tells its occasion from others.
    public let occasion: CivilDate
    /// The stage or the rung: a word of `AnnouncementStage`, `step-2` or `repeat-3`.
    public let step: String
    /// The rule that leads.
    public let rule: String
    /// How urgent it is.
    public let urgency: Urgency
    /// When it should be done.
    public let due: CivilDate
    /// After this day it is overdue.
    public let latest: CivilDate
    /// How loudly it is told: a priority of syslog(3).
    public let priority: Int
    /// Why it is told.
    public let why: String
    /// Why not at once; nil where it was.
    public let delay: String?
    /// Not before this moment, in seconds since 1970.
    public let notBefore: Int
    /// Whether it is one of many after a first import or a downtime.
    public let isCatchUp: Bool
    /// The message that tells it; nil where none does.
    public let message: Int64?
    /// By how many days it was late when that message was made.
    public let daysLate: Int
    /// Why it is not told; nil where it waits or is told.
    public let settled: String?

    static let columns = """
        dispatch.id, dispatch.receiver, route, patient, item, occasion, step, rule, urgency, due, latest,
        dispatch.priority, why, delay, not_before, is_catch_up, message, days_late, settled
        """

    init(_ row: Row) {
        func day(_ index: Int) -> CivilDate { CivilDate(clampingDaysSinceEpoch: row[index]) }
        (id, receiver, route, patient, item) = (row[0], row[1], row[2], row[3], row[4])
        (occasion, step, rule, due, latest) = (day(5), row[6], row[7], day(9), day(10))
        urgency = Urgency(rank: row[8]) ?? .emergency
        (priority, why, delay, notBefore, isCatchUp) = (row[11], row[12], row[13], row[14], row[15])
        (message, daysLate, settled) = (row[16], row[17] ?? 0, row[18])
    }
}
