/// A moment in UTC, in the formats that mail and HTTP services require.
struct UniversalTime {
    private let year: Int
    private let month: Int
    private let day: Int
    private let weekday: Int
    private let second: Int

    /// Creates the moment this many seconds after the start of 1970; years are clamped to 1970 to 9999.
    init(_ seconds: Int) {
        let seconds = min(max(seconds, 0), 253_402_300_799)
        let days = seconds / 86_400
        second = seconds % 86_400
        // 1970-01-01 was a Thursday.
        weekday = (days + 4) % 7
        // Years that begin in March have the leap day at their end. An era of 400 years began 719468 days before 1970.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The format of the mail header `Date`: `Fri, 01 May 2026 07:05:09 +0000`.
    var mailDate: String {
        let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(weekdays[weekday]), \(padded(day)) \(months[month - 1]) \(padded(year, to: 4)) \(clock) +0000"
    }

    /// The format of RFC 3339: `2026-05-01T07:05:09Z`.
    var timestamp: String { "\(padded(year, to: 4))-\(padded(month))-\(padded(day))T\(clock)Z" }

    private var clock: String { "\(padded(second / 3_600)):\(padded(second / 60 % 60)):\(padded(second % 60))" }

    private func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
