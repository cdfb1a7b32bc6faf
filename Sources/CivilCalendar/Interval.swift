/// A length of civil time: days, weeks of seven days, or calendar months. It may be negative.
///
/// Months are never converted to days; what a month means depends on the date it is added to.
@frozen
public struct Interval: Hashable, Sendable {
    /// What an interval counts.
    @frozen
    public enum Unit: UInt8, Hashable, Sendable {
        /// Civil days.
        case days
        /// Weeks of seven days.
        case weeks
        /// Calendar months, the day clamped to the month's end.
        case months
    }

    /// How many units; negative intervals lead to the past. At most 99,999 either way.
    public var count: Int { Int(storedCount) }
    /// What is counted.
    public let unit: Unit

    // Four bytes, so that an interval fits into a compact event.
    private let storedCount: Int32

    /// An interval of that many units.
    public init(_ count: Int, _ unit: Unit) {
        storedCount = Int32(Swift.min(Swift.max(count, -99_999), 99_999))
        self.unit = unit
    }

    /// An interval of that many days.
    public static func days(_ count: Int) -> Interval { Interval(count, .days) }
    /// An interval of that many weeks.
    public static func weeks(_ count: Int) -> Interval { Interval(count, .weeks) }
    /// An interval of that many calendar months.
    public static func months(_ count: Int) -> Interval { Interval(count, .months) }

    /// No time at all.
    public static let none = Interval(0, .days)

    /// The same length in the other direction.
    public static prefix func - (interval: Interval) -> Interval { Interval(-interval.count, interval.unit) }
}

extension Interval: CustomStringConvertible, LosslessStringConvertible {
    /// The interval as in rosters and protocol files: `28d`, `6w`, `2m`, `-28d`.
    public var description: String {
        switch unit {
        case .days: "\(count)d"
        case .weeks: "\(count)w"
        case .months: "\(count)m"
        }
    }

    /// Parses 1 to 3 digits with an optional minus sign before and `d`, `w` or `m` after; nil for any other text.
    public init?(_ text: String) {
        var bytes = Substring(text).utf8
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes.removeFirst() }
        guard 2...4 ~= bytes.count, let unit = Interval.unit(bytes.removeLast()) else { return nil }
        var count = 0
        for byte in bytes {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
            count = count * 10 + Int(byte - UInt8(ascii: "0"))
        }
        self.init(isNegative ? -count : count, unit)
    }

    private static func unit(_ letter: UInt8) -> Unit? {
        switch letter {
        case UInt8(ascii: "d"): .days
        case UInt8(ascii: "w"): .weeks
        case UInt8(ascii: "m"): .months
        default: nil
        }
    }
}
