/// A day of the proleptic Gregorian calendar, without time of day and without time zone.
///
/// The value is the count of days since 1970-01-01, so comparing dates and adding days is integer arithmetic. Every
/// value is a real day from 0001-01-01 to 9999-12-31. Arithmetic that would leave this range stops at its end, so it
/// never fails.
@frozen
public struct CivilDate: Hashable, Sendable {
    /// Days since 1970-01-01, from -719,162 (0001-01-01) to 2,932,896 (9999-12-31).
    public let daysSinceEpoch: Int32

    /// 0001-01-01, the first day that can be represented.
    public static let earliest = CivilDate(clampingDaysSinceEpoch: Int.min)
    /// 9999-12-31, the last day that can be represented.
    public static let latest = CivilDate(clampingDaysSinceEpoch: Int.max)

    /// Creates the day that many days after 1970-01-01, clamped to the range.
    public init(clampingDaysSinceEpoch days: Int) {
        daysSinceEpoch = Int32(truncatingIfNeeded: Swift.min(Swift.max(days, -719_162), 2_932_896))
    }

    /// Creates the day with this year (1...9999), month (1...12) and day of the month; nil if the calendar has no such
    /// day.
    public init?(year: Int, month: Int, day: Int) {
        guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= CivilDate.days(inMonth: month, ofYear: year) else {
            return nil
        }
        self.init(validYear: year, month: month, day: day)
    }

    /// Parses `YYYY-MM-DD` in ten bytes, eight of them at once; nil for any other form and for days that do not exist.
    init?(tenBytes bytes: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeRawBufferPointer(bytes)
        // XOR turns each digit into its value, and each hyphen in its place into zero.
        let head = raw.loadUnaligned(as: UInt64.self).littleEndian ^ 0x2D30_302D_3030_3030
        let tail = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self).littleEndian ^ 0x3030
        let isTooMuch = ((head &+ 0x7D76_767D_7676_7676) | head) & 0x8080_8080_8080_8080
        guard isTooMuch == 0, head & 0xFF00_00FF_0000_0000 == 0, tail & 0xFF < 10, tail >> 8 < 10 else { return nil }
        func digit(_ place: UInt64) -> Int { Int(truncatingIfNeeded: head &>> (8 &* place) & 0xFF) }
        self.init(
            year: digit(0) * 1_000 + digit(1) * 100 + digit(2) * 10 + digit(3), month: digit(5) * 10 + digit(6),
            day: Int(tail & 0xFF) * 10 + Int(tail >> 8))
    }

    init(validYear year: Int, month: Int, day: Int) {
        // With years counted from March the leap day comes last, so the days before a month are linear in its number.
        let shiftedYear = month <= 2 ? year - 1 : year
        let shiftedMonth = month <= 2 ? month + 9 : month - 3
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSinceEpoch = Int32(truncatingIfNeeded: era * 146_097 + dayOfEra - 719_468)
    }

    /// Year (1...9999), month (1...12) and day of the month (1...31) of this day.
    public var components: (year: Int, month: Int, day: Int) {
        let days = Int(daysSinceEpoch) + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Returns the number of days in a month (1...12) of a year: 28 to 31.
    public static func days(inMonth month: Int, ofYear year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Returns whether the year has a 29 February: every fourth year, but of the centuries only every fourth.
    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Returns the day this interval later (earlier if it is negative).
    ///
    /// Months are calendar months, and the day of the month is clamped to the end of the month: 2024-08-31 plus two
    /// months is 2024-10-31, 2023-12-29 plus two months is 2024-02-29.
    public static func + (date: CivilDate, interval: Interval) -> CivilDate {
        switch interval.unit {
        case .days: CivilDate(clampingDaysSinceEpoch: Int(date.daysSinceEpoch) + interval.count)
        case .weeks: CivilDate(clampingDaysSinceEpoch: Int(date.daysSinceEpoch) + 7 * interval.count)
        case .months: date.adding(months: interval.count)
        }
    }

    /// Returns the day this interval earlier; months are clamped as in addition.
    public static func - (date: CivilDate, interval: Interval) -> CivilDate {
        date + Interval(-interval.count, interval.unit)
    }

    /// Returns the number of days from the other day to this one; negative if the other is later.
    public func days(since other: CivilDate) -> Int {
        Int(daysSinceEpoch) - Int(other.daysSinceEpoch)
    }

    /// Returns the whole years from a birthday to this day; a 29 February birthday falls on 1 March in a common year.
    public func wholeYears(since birthday: CivilDate) -> Int {
        let (year, month, day) = components
        let (bornYear, bornMonth, bornDay) = birthday.components
        return year - bornYear - ((month, day) < (bornMonth, bornDay) ? 1 : 0)
    }

    /// The day of the week, 1 for Monday to 7 for Sunday (ISO 8601).
    public var weekday: Int {
        // 1970-01-01 was a Thursday; the offset keeps the dividend positive for every day of the range.
        (Int(daysSinceEpoch) + 719_163 - 1) % 7 + 1
    }

    private func adding(months count: Int) -> CivilDate {
        let (year, month, day) = components
        let monthsSinceYearZero = year * 12 + (month - 1) + count
        guard monthsSinceYearZero >= 12 else { return .earliest }
        guard monthsSinceYearZero < 10_000 * 12 else { return .latest }
        let newYear = monthsSinceYearZero / 12
        let newMonth = monthsSinceYearZero % 12 + 1
        let lastDay = CivilDate.days(inMonth: newMonth, ofYear: newYear)
        return CivilDate(validYear: newYear, month: newMonth, day: Swift.min(day, lastDay))
    }
}

extension CivilDate: Comparable {
    /// Returns whether the first day is before the second.
    @inlinable
    public static func < (first: CivilDate, second: CivilDate) -> Bool {
        first.daysSinceEpoch < second.daysSinceEpoch
    }
}

extension CivilDate: CustomStringConvertible, LosslessStringConvertible {
    /// The day as `YYYY-MM-DD`.
    public var description: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            writeText(to: buffer)
            return 10
        }
    }

    /// Parses `YYYY-MM-DD`; nil for any other form and for days that do not exist.
    public init?(_ text: String) {
        guard let date = PartialDate(text), date.precision == .day else { return nil }
        self = date.first
    }

    /// Writes the ten bytes of `YYYY-MM-DD` to the start of the buffer, which must have room for them.
    public func writeText(to buffer: UnsafeMutableBufferPointer<UInt8>) {
        let (year, month, day) = components
        buffer[0] = ascii(year / 1000)
        buffer[1] = ascii(year / 100 % 10)
        buffer[2] = ascii(year / 10 % 10)
        buffer[3] = ascii(year % 10)
        buffer[4] = UInt8(ascii: "-")
        buffer[5] = ascii(month / 10)
        buffer[6] = ascii(month % 10)
        buffer[7] = UInt8(ascii: "-")
        buffer[8] = ascii(day / 10)
        buffer[9] = ascii(day % 10)
    }

    private func ascii(_ digit: Int) -> UInt8 { UInt8(truncatingIfNeeded: 48 + digit) }
}
