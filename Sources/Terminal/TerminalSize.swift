import Glibc

/// How many columns and lines there are to write on.
public struct TerminalSize: Equatable, Sendable {
    /// Columns, at least 1.
    public var columns: Int
    /// Lines, at least 1.
    public var lines: Int

    /// A size; what is less than 1 becomes 1.
    public init(columns: Int, lines: Int) {
        (self.columns, self.lines) = (max(1, columns), max(1, lines))
    }

    /// The size of the terminal that standard output is; nil where it is none. A terminal that does not know its own size
    /// has 100 columns and 24 lines.
    public static var ofStandardOutput: TerminalSize? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return TerminalSize(columns: 100, lines: 24)
        }
        return TerminalSize(columns: Int(size.ws_col), lines: Int(size.ws_row))
    }
}
