import CivilCalendar
import ClinicalModel

/// What all patients will need, week by week, by item and clinic.
public struct Forecast: Sendable {
    /// What is counted together.
    public struct Key: Hashable, Sendable {
        /// The Monday of the week; nil for what was due before the first week and has no appointment.
        public let week: CivilDate?
        /// What is to be done.
        public let item: Item
        /// The clinic of the patient; empty where none is recorded.
        public let clinic: String
    }

    /// How many there are of each kind.
    public struct Count: Hashable, Sendable {
        /// Owed, with an appointment.
        public var booked = 0
        /// Owed, without an appointment.
        public var unbooked = 0
        /// What follows if what is owed is done on its day and finds nothing new.
        public var projected = 0
    }

    /// The Monday of the week in which the day of the forecast lies.
    public let firstWeek: CivilDate
    /// How many weeks.
    public let weeks: Int
    /// The counts; what is zero has none.
    public private(set) var counts: [Key: Count] = [:]
    /// How many owed items lie after the last week.
    public private(set) var later = 0

    /// A forecast of nobody yet, for so many weeks from that of a day on.
    public init(from day: CivilDate, weeks: Int) {
        firstWeek = Forecast.monday(of: day)
        self.weeks = weeks
    }

    /// The last day of it.
    public var last: CivilDate { firstWeek + .days(7 * weeks - 1) }

    /// The Monday of the week of a day.
    public static func monday(of day: CivilDate) -> CivilDate { day + .days(1 - day.weekday) }

    /// Counts a patient of a clinic; an item that is given leaves out all others.
    public mutating func add(_ patient: PatientForecast, clinic: String, only item: Item? = nil) {
        for occasion in patient.occasions where item == nil || item == occasion.item {
            if occasion.day > last {
                later += 1
                continue
            }
            let week = occasion.day < firstWeek ? nil : Forecast.monday(of: occasion.day)
            let key = Key(week: week, item: occasion.item, clinic: clinic)
            switch occasion.standing {
            case .booked: counts[key, default: Count()].booked += 1
            case .unbooked: counts[key, default: Count()].unbooked += 1
            case .projected: counts[key, default: Count()].projected += 1
            }
        }
    }
}
