import CivilCalendar
import ContactTime

/// Calendar files written in a test.
enum HolidayText {
    /// The file of these lines within a calendar.
    static func calendar(_ lines: [String], lineEnd: String = "\r\n") -> [UInt8] {
        Array((["BEGIN:VCALENDAR", "VERSION:2.0"] + lines + ["END:VCALENDAR", ""]).joined(separator: lineEnd).utf8)
    }

    /// An event of these lines.
    static func event(_ lines: String...) -> [String] { ["BEGIN:VEVENT"] + lines + ["END:VEVENT"] }

    /// What is read of a calendar with these lines, its rules followed from 2026 to 2028.
    static func read(_ lines: [String], years: ClosedRange<Int> = 2026...2028) -> HolidayFile {
        HolidayFile(bytes: calendar(lines), file: "bank.ics", years: years)
    }
}

extension HolidayFile {
    /// The days in order, as text.
    var listed: [String] { days.sorted().map(\.description) }
}
