import CivilCalendar

/// The months of dates that were read, by their eight bytes `YYYY-MM-`: in a table there are few, and each comes again and again.
struct DateMemo: Sendable {
    private struct Month {
        var bytes: UInt64 = 0
        /// The day before its first.
        var start: Int32 = 0
        var length: UInt8 = 0
    }

    private static let placesBits: UInt64 = 8
    private var months = [Month](repeating: Month(), count: 1 << placesBits)

    /// The date of a text; nil where it is none.
    mutating func date(of text: FieldBytes) -> PartialDate? {
        guard text.count == 10 else { return PartialDate(utf8: text.buffer) }
        let raw = UnsafeRawPointer(text.start)
        let bytes = raw.loadUnaligned(as: UInt64.self)
        let place = Int(truncatingIfNeeded: (bytes &* 0x9E37_79B9_7F4A_7C15) &>> (64 &- DateMemo.placesBits))
        let (tens, ones) = (text[8] &- UInt8(ascii: "0"), text[9] &- UInt8(ascii: "0"))
        let day = tens &* 10 &+ ones
        let month = months[place]
        if month.bytes == bytes, tens < 10, ones < 10, day > 0, day <= month.length {
            return PartialDate(CivilDate(clampingDaysSinceEpoch: Int(month.start) + Int(day)))
        }
        guard let date = PartialDate(utf8: text.buffer) else { return nil }
        let (year, number, _) = date.first.components
        months[place] = Month(
            bytes: bytes, start: date.first.daysSinceEpoch - Int32(day),
            length: UInt8(CivilDate.days(inMonth: number, ofYear: year)))
        return date
    }
}
