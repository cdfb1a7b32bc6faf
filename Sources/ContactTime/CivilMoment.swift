import CivilCalendar

/// A day and a time of day as a clinic's calendar and wall clock show them, to the minute.
public struct CivilMoment: Hashable, Sendable {
    /// The day.
    public let day: CivilDate
    /// The time of that day.
    public let time: TimeOfDay

    /// Creates the moment at a time of a day.
    public init(day: CivilDate, time: TimeOfDay) {
        self.day = day
        self.time = time
    }
}

extension CivilMoment: Comparable {
    /// Returns whether the first moment is earlier.
    public static func < (first: CivilMoment, second: CivilMoment) -> Bool {
        (first.day, first.time) < (second.day, second.time)
    }
}

extension CivilMoment: CustomStringConvertible {
    /// The moment as `YYYY-MM-DD HH:MM`.
    public var description: String { "\(day) \(time)" }
}

/// A time of day as a wall clock shows it, to the minute: 00:00 to 23:59.
public struct TimeOfDay: Hashable, Sendable {
    /// Minutes since midnight, 0 to 1439.
    public let minutes: Int

    /// 00:00, the first minute of a day.
    public static let midnight = TimeOfDay(valid: 0)
    /// 23:59, the last minute of a day.
    public static let lastMinute = TimeOfDay(valid: 1439)

    /// Creates the time this many minutes after midnight; nil outside 0 to 1439.
    public init?(minutes: Int) {
        guard 0...1439 ~= minutes else { return nil }
        self.init(valid: minutes)
    }

    /// Creates the time of an hour (0 to 23) and a minute (0 to 59); nil otherwise, and so for 24:00.
    public init?(hour: Int, minute: Int) {
        guard 0...23 ~= hour, 0...59 ~= minute else { return nil }
        self.init(valid: hour * 60 + minute)
    }

    private init(valid minutes: Int) {
        self.minutes = minutes
    }

    /// The hour, 0 to 23.
    public var hour: Int { minutes / 60 }
    /// The minute of the hour, 0 to 59.
    public var minute: Int { minutes % 60 }
}

extension TimeOfDay: Comparable {
    /// Returns whether the first time is earlier in the day.
    public static func < (first: TimeOfDay, second: TimeOfDay) -> Bool { first.minutes < second.minutes }
}

extension TimeOfDay: CustomStringConvertible, LosslessStringConvertible {
    /// The time as `HH:MM`, on a 24-hour clock.
    public var description: String {
        "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    /// Parses `HH:MM` with two digits each; nil for any other text or an impossible time.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        let digits = [0, 1, 3, 4].map { Int(bytes[$0]) - 48 }
        guard digits.allSatisfy({ 0...9 ~= $0 }) else { return nil }
        self.init(hour: digits[0] * 10 + digits[1], minute: digits[2] * 10 + digits[3])
    }
}

/// A day of the week; the raw value counts from 1 for Monday, as ISO 8601 does.
public enum Weekday: Int, CaseIterable, Hashable, Sendable {
    /// The first day of the week.
    case monday = 1
    /// The second day of the week.
    case tuesday
    /// The third day of the week.
    case wednesday
    /// The fourth day of the week.
    case thursday
    /// The fifth day of the week.
    case friday
    /// The sixth day of the week.
    case saturday
    /// The seventh day of the week.
    case sunday

    /// Creates the weekday of a day.
    public init(of day: CivilDate) {
        self = Weekday.allCases[day.weekday - 1]
    }

    /// The English name in lower case: `monday`.
    public var name: String {
        switch self {
        case .monday: "monday"
        case .tuesday: "tuesday"
        case .wednesday: "wednesday"
        case .thursday: "thursday"
        case .friday: "friday"
        case .saturday: "saturday"
        case .sunday: "sunday"
        }
    }

    /// Creates the weekday of an English name in lower case; nil if it is not one.
    public init?(name: String) {
        guard let weekday = Weekday.allCases.first(where: { $0.name == name }) else { return nil }
        self = weekday
    }
}

extension Weekday: Comparable {
    /// Returns whether the first comes earlier in a week that begins on Monday.
    public static func < (first: Weekday, second: Weekday) -> Bool { first.rawValue < second.rawValue }
}
