import CivilCalendar

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

    /// The day of the week that a day is.
    public init(of day: CivilDate) {
        self = Weekday.allCases[day.weekday - 1]
    }

    /// The English name in small letters: `monday`.
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

    /// The weekday of an English name in small letters, or nil.
    public init?(name: String) {
        guard let weekday = Weekday.allCases.first(where: { $0.name == name }) else { return nil }
        self = weekday
    }
}

extension Weekday: Comparable {
    /// Whether the first comes earlier in a week that begins on Monday.
    public static func < (first: Weekday, second: Weekday) -> Bool { first.rawValue < second.rawValue }
}
