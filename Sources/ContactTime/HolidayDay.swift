import CivilCalendar

/// A date or a date and time as iCalendar writes them: `20261225`, `20261225T090000`, `20261225T090000Z`.
///
/// A date and time stands for the day that it names; its zone is not asked for.
struct HolidayDay: Equatable {
    /// The day.
    let day: CivilDate
    /// Whether a time after midnight is given: what ends then takes up a part of its day.
    let isAfterMidnight: Bool

    init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8 || bytes.count == 15 || (bytes.count == 16 && bytes[15] == UInt8(ascii: "Z")) else {
            return nil
        }
        guard let year = HolidayDay.number(bytes[0..<4]), let month = HolidayDay.number(bytes[4..<6]),
            let dayOfMonth = HolidayDay.number(bytes[6..<8]),
            let day = CivilDate(year: year, month: month, day: dayOfMonth)
        else { return nil }
        self.day = day
        guard bytes.count > 8 else {
            isAfterMidnight = false
            return
        }
        guard bytes[8] == UInt8(ascii: "T"), let hour = HolidayDay.number(bytes[9..<11]), hour < 24,
            let minute = HolidayDay.number(bytes[11..<13]), minute < 60,
            let second = HolidayDay.number(bytes[13..<15]), second <= 60
        else { return nil }
        isAfterMidnight = hour + minute + second > 0
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for digit in digits {
            guard 48...57 ~= digit else { return nil }
            number = number * 10 + Int(digit) - 48
        }
        return number
    }
}
