/// A length of civil time: days, weeks of seven days, or calendar months. It may be negative.
///
/// Months are never converted to days: the length of a month depends on the date it is added to.
@frozen
public struct Interval: Hashable, Sendable {
    /// The unit of an interval.
    @frozen
    public enum Unit: UInt8, Hashable, Sendable {
        /// Civil days.
        case days
        /// Weeks of seven days.
        case weeks
        /// Calendar months; the day is clamped to the end of the month.
        case months
    }

    /// The number of units; negative intervals point to the past. At most 99,999 either way.
    public var count: Int { Int(storedCount) }
    /// The unit counted.
    public let unit: Unit

    // Four bytes, so that an interval fits in a compact event.
    private let storedCount: Int32

    /// Creates an interval of `count` units.
    public init(_ count: Int, _ unit: Unit) {
        storedCount = Int32(Swift.min(Swift.max(count, -99_999), 99_999))
        self.unit = unit
    }

    /// Creates an interval of `count` days.
    public static func days(_ count: Int) -> Interval { Interval(count, .days) }
    /// Creates an interval of `count` weeks.
    public static func weeks(_ count: Int) -> Interval { Interval(count, .weeks) }
    /// Creates an interval of `count` calendar months.
    public static func months(_ count: Int) -> Interval { Interval(count, .months) }

    /// The interval of zero days.
    public static let none = Interval(0, .days)

    /// Returns the same length in the opposite direction.
    public static prefix func - (interval: Interval) -> Interval { Interval(-interval.count, interval.unit) }
}

extension Interval: CustomStringConvertible, LosslessStringConvertible {
    /// The interval as written in rosters and protocol files: `28d`, `6w`, `2m`, `-28d`.
    public var description: String {
        switch unit {
        case .days: "\(count)d"
        case .weeks: "\(count)w"
        case .months: "\(count)m"
        }
    }

    /// Parses an optional minus sign, 1 to 3 digits, and `d`, `w` or `m`; nil for any other text.
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
