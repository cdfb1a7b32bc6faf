/// A date as recorded: a day, a month or a year, represented by the span of days it may mean.
///
/// Nothing is invented within the span: `2025-03` stays `2025-03`, with `first` 2025-03-01 and `last` 2025-03-31. Two
/// partial dates are equal if they are written alike.
@frozen
public struct PartialDate: Hashable, Sendable {
    /// How much of the date is known.
    @frozen
    public enum Precision: UInt8, Hashable, Sendable {
        /// `YYYY-MM-DD`.
        case day
        /// `YYYY-MM`.
        case month
        /// `YYYY`.
        case year
    }

    // The first day since 0001-01-01, times four, plus the precision: four bytes in every stored event.
    private let bits: UInt32

    /// Creates a fully known day.
    public init(_ day: CivilDate) {
        self.init(first: day, precision: .day)
    }

    init(first: CivilDate, precision: Precision) {
        bits = UInt32(truncatingIfNeeded: Int(first.daysSinceEpoch) + 719_162) << 2 | UInt32(precision.rawValue)
    }

    /// Creates the year, month or day with these numbers; nil if the calendar has none.
    public init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard let first = CivilDate(year: year, month: month ?? 1, day: day ?? 1) else { return nil }
        switch (month, day) {
        case (nil, nil): self.init(first: first, precision: .year)
        case (.some, nil): self.init(first: first, precision: .month)
        case (.some, .some): self.init(first: first, precision: .day)
        case (nil, .some): return nil
        }
    }

    /// The date as a number for storage: days since 0001-01-01 times four, plus 0, 1 or 2 if the day, the month or the
    /// year is known. It takes 22 bits.
    public var storedNumber: UInt32 { bits }

    /// Creates the date from a number made by `storedNumber`; nil for any other number.
    public init?(storedNumber: UInt32) {
        let first = CivilDate(clampingDaysSinceEpoch: Int(storedNumber >> 2) - 719_162)
        let (_, month, day) = first.components
        switch storedNumber & 3 {
        case 0: self.init(first: first, precision: .day)
        case 1 where day == 1: self.init(first: first, precision: .month)
        case 2 where day == 1 && month == 1: self.init(first: first, precision: .year)
        default: return nil
        }
        // Beyond the calendar the day was clamped, so the number differs.
        guard bits == storedNumber else { return nil }
    }

    /// The first day it may mean.
    public var first: CivilDate { CivilDate(clampingDaysSinceEpoch: Int(bits >> 2) - 719_162) }

    /// The last day it may mean.
    public var last: CivilDate {
        switch precision {
        case .day:
            return first
        case .month:
            let (year, month, _) = first.components
            return CivilDate(validYear: year, month: month, day: CivilDate.days(inMonth: month, ofYear: year))
        case .year:
            return CivilDate(validYear: first.components.year, month: 12, day: 31)
        }
    }

    /// How much of the date is known.
    public var precision: Precision {
        switch bits & 3 {
        case 0: .day
        case 1: .month
        default: .year
        }
    }

    /// Whether the day is known.
    public var isExact: Bool { precision == .day }

    /// Returns whether this date is certainly *since* the other: not before the other's last possible day, or both
    /// dates written alike (protocol.md section 1). If in doubt, it is not.
    public func isSince(_ other: PartialDate) -> Bool {
        first >= other.last || self == other
    }

    /// Returns whether a scan of this date certainly *answers* the other date plus an interval (which may be negative):
    /// its first possible day is not before the other's last possible day plus the interval (protocol.md section 1).
    public func answers(_ other: PartialDate, plus interval: Interval = .none) -> Bool {
        first >= other.last + interval
    }
}

extension PartialDate: CustomStringConvertible, LosslessStringConvertible {
    /// The date as recorded: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    public var description: String {
        let whole = first.description
        return switch precision {
        case .day: whole
        case .month: String(whole.prefix(7))
        case .year: String(whole.prefix(4))
        }
    }

    /// Parses `YYYY-MM-DD`, `YYYY-MM` or `YYYY` in ASCII digits; nil for any other form and for days that do not exist.
    public init?(_ text: String) {
        var text = text
        let parsed = text.withUTF8 { PartialDate(utf8: $0) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// Parses the bytes of `YYYY-MM-DD`, `YYYY-MM` or `YYYY` without allocating; nil for anything else.
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for index in range {
                let digit = bytes[index] &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                value = value * 10 + Int(digit)
            }
            return value
        }
        if bytes.count == 10 {
            guard let day = CivilDate(tenBytes: bytes) else { return nil }
            self.init(day)
            return
        }
        let hyphen = UInt8(ascii: "-")
        guard bytes.count >= 4, let year = number(0..<4) else { return nil }
        switch bytes.count {
        case 4:
            self.init(year: year)
        case 7:
            guard bytes[4] == hyphen, let month = number(5..<7) else { return nil }
            self.init(year: year, month: month)
        default:
            return nil
        }
    }
}
