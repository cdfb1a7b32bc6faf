import Alerting
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
    /// Which message of the occasion it is.
    public let step: AlertStep
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
    public let delay: Delay?
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
        dispatch.priority, why, delay, delay_detail, not_before, is_catch_up, message, days_late, settled
        """

    init(_ row: Row) throws(StoredValueUnreadable) {
        func day(_ index: Int) -> CivilDate { CivilDate(clampingDaysSinceEpoch: row[index]) }
        (id, receiver, route, patient, item) = (row[0], row[1], row[2], row[3], row[4])
        (occasion, rule, due, latest) = (day(5), row[7], day(9), day(10))
        guard let step = AlertStep(word: row[6]) else { throw StoredValueUnreadable("dispatch", id, "step") }
        guard let urgency = Urgency(rank: row[8]) else { throw StoredValueUnreadable("dispatch", id, "urgency") }
        (self.step, self.urgency) = (step, urgency)
        let kind: String? = row[13]
        delay = try kind.map { word throws(StoredValueUnreadable) in
            guard let kind = Delay.Kind(rawValue: word), let delay = Delay(kind, detail: row[14]) else {
                throw StoredValueUnreadable("dispatch", row[0], "delay")
            }
            return delay
        }
        (priority, why, notBefore, isCatchUp) = (row[11], row[12], row[15], row[16])
        (message, daysLate, settled) = (row[17], row[18] ?? 0, row[19])
    }
}
