import ArgumentParser
import CivilCalendar
import Terminal

/// The end of a lease, as it is written on the command line: a day, or an interval from today.
enum DayOrInterval {
    /// Reads `YYYY-MM-DD`, or an interval such as `2w`; the service knows which day today is.
    static func read(_ text: String) throws -> String {
        if let interval = Interval(text), interval.count > 0 { return text }
        guard text.contains("-"), !text.hasPrefix("-") else {
            throw ValidationError(
                "\(TerminalText.visible(String(text.prefix(40)))) is neither a day nor an interval from today: "
                    + "write it as YYYY-MM-DD, or as 14d, 2w or 6m.")
        }
        return try AsOf.day(text).description
    }
}
