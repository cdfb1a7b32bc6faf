import ArgumentParser
import CivilCalendar
import Terminal

/// The day that somebody asks about, as it is written on the command line.
enum AsOf {
    /// Reads `YYYY-MM-DD`; what is no day is told apart from what is not written like one.
    static func day(_ text: String) throws -> CivilDate {
        if let day = CivilDate(text) { return day }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isWritten =
            parts.map(\.utf8.count) == [4, 2, 2]
            && parts.allSatisfy { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
        let shown = TerminalText.visible(String(text.prefix(40)))
        throw ValidationError(
            isWritten
                ? "The calendar has no day \(shown): write one it has, from 0001-01-01 to 9999-12-31."
                : "\(shown.isEmpty ? "An empty text" : shown) is no day: write it as YYYY-MM-DD, such as 2026-02-28.")
    }
}
