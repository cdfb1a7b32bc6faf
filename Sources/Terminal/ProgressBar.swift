import Glibc

/// The progress of long work, on one line of standard error that is overwritten; only if that is a terminal.
public struct ProgressBar {
    private static let cells = 24

    private let isShown: Bool
    private var shown = ""

    /// A bar that shows nothing yet; an unwanted one never does.
    public init(isWanted: Bool = true) {
        isShown =
            isWanted && isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } ?? "dumb" != "dumb"
    }

    /// Shows how much of the work is done, in words and, if the total is known, as a bar.
    public mutating func show(_ words: String, done: Int? = nil, of total: Int = 0) {
        let line = ProgressBar.line(words, done: done, of: total)
        guard isShown, line != shown else { return }
        shown = line
        ProgressBar.send("\r\(line)\u{1B}[K")
    }

    /// Removes the bar: what follows takes its place.
    public mutating func end() {
        if !shown.isEmpty { ProgressBar.send("\r\u{1B}[K") }
        shown = ""
    }

    /// The line for this progress.
    public static func line(_ words: String, done: Int?, of total: Int) -> String {
        let words = TerminalText.visible(words)
        guard let done, total > 0 else { return words }
        let share = min(max(0, done), total) * cells / total
        let percent = min(max(0, done), total) * 100 / total
        let bar = String(repeating: "#", count: share) + String(repeating: ".", count: cells - share)
        return TerminalText.cut("[\(bar)] \(percent) %  \(words)", to: 79)
    }

    private static func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
