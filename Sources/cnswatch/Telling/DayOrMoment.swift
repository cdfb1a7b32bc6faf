import ArgumentParser
import CivilCalendar
import Terminal

/// A time at the clinic, as it is written on the command line: a day, or a day and a time of day.
enum DayOrMoment {
    /// Reads `YYYY-MM-DD`, or `YYYY-MM-DD HH:MM`.
    static func read(_ text: String) throws -> String {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        let day = try AsOf.day(String(parts[0]))
        guard parts.count > 1 else { return day.description }
        guard parts.count == 2, isTime(parts[1]) else {
            throw ValidationError(
                "\(TerminalText.visible(String(text.prefix(40)))) is no time: write it as \"YYYY-MM-DD HH:MM\", such as "
                    + "\"2026-02-28 18:30\", or as a day.")
        }
        return "\(day) \(parts[1])"
    }

    private static func isTime(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 2], text.utf8.allSatisfy({ 0x30...0x3A ~= $0 }) else { return false }
        guard let hour = Int(parts[0]), let minute = Int(parts[1]) else { return false }
        return hour < 24 && minute < 60
    }
}
