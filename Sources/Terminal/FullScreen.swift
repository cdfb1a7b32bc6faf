import Glibc

/// A terminal taken over as a whole, key by key, and restored however the program ends.
///
/// One at a time. `leave` restores the terminal, and so do the handlers of the signals that a crash raises; a stop
/// (SIGTSTP) restores it until the program continues.
public final class FullScreen {
    /// An event other than a key.
    public enum Event: Equatable, Sendable {
        /// The terminal's size has changed, or a different program wrote on it.
        case repaint
        /// A request to suspend the program.
        case suspend
        /// A request to end; the value is the signal.
        case end(Int32)
    }

    /// Readable once `events` has something to return.
    public let eventDescriptor: Int32

    private static let enterText = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l"
    private static let leaveText = "\u{1B}[?7h\u{1B}[?25h\u{1B}[0m\u{1B}[?1049l"
    private static let told = [SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGINT, SIGHUP, SIGQUIT]
    private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT]

    // Signal handlers can use only globals, and only operations without allocation.
    nonisolated(unsafe) private static var pipeEnd: Int32 = -1
    nonisolated(unsafe) private static var original = termios()
    nonisolated(unsafe) private static var isEntered = false
    nonisolated(unsafe) private static var leaveBytes: UnsafeMutableBufferPointer<UInt8>?

    /// Takes over the terminal; nil if standard input and output are not terminals.
    public init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, FullScreen.pipeEnd < 0,
            tcgetattr(STDIN_FILENO, &FullScreen.original) == 0
        else { return nil }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        // Glibc's module omits pipe2.
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        eventDescriptor = ends[0]
        FullScreen.pipeEnd = ends[1]
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: FullScreen.leaveText.utf8.count)
        _ = bytes.initialize(from: FullScreen.leaveText.utf8)
        FullScreen.leaveBytes = bytes
        for signal in FullScreen.told { FullScreen.handle(signal) { FullScreen.note($0) } }
        for signal in FullScreen.crashes {
            FullScreen.handle(signal, once: true) { signal in
                FullScreen.restore()
                raise(signal)
            }
        }
        enter()
    }

    deinit { leave() }

    /// Writes to the terminal.
    public func write(_ text: String) { FullScreen.send(Array(text.utf8)) }

    /// The events since the last call.
    public func events() -> [Event] {
        var signals = [UInt8](repeating: 0, count: 64)
        let count = read(eventDescriptor, &signals, signals.count)
        return signals.prefix(max(0, count)).map { signal in
            switch Int32(signal) {
            case SIGWINCH: return .repaint
            case SIGCONT:
                // A stop that bypassed `suspend` has left the terminal in its earlier state.
                enter()
                return .repaint
            case SIGTSTP: return .suspend
            default: return .end(Int32(signal))
            }
        }
    }

    /// Restores the terminal and stops, as Control-Z requests, until the program is continued.
    public func suspend() {
        FullScreen.restore()
        signal(SIGTSTP, SIG_DFL)
        raise(SIGTSTP)
        FullScreen.handle(SIGTSTP) { FullScreen.note($0) }
        enter()
    }

    /// Restores the terminal for good.
    public func leave() {
        guard FullScreen.pipeEnd >= 0 else { return }
        FullScreen.restore()
        for signal in FullScreen.told + FullScreen.crashes { Glibc.signal(signal, SIG_DFL) }
        close(FullScreen.pipeEnd)
        close(eventDescriptor)
        FullScreen.pipeEnd = -1
    }

    private func enter() {
        var raw = FullScreen.original
        raw.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN)
        raw.c_iflag &= ~tcflag_t(ICRNL | IXON)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
        FullScreen.isEntered = true
        write(FullScreen.enterText)
    }

    private static func restore() {
        guard isEntered, let leaveBytes else { return }
        isEntered = false
        _ = Glibc.write(STDOUT_FILENO, leaveBytes.baseAddress, leaveBytes.count)
        tcsetattr(STDIN_FILENO, TCSANOW, &original)
    }

    private static func note(_ signal: Int32) {
        var byte = UInt8(truncatingIfNeeded: signal)
        let kept = errno
        _ = Glibc.write(pipeEnd, &byte, 1)
        errno = kept
    }

    private static func handle(_ signal: Int32, once: Bool = false, _ body: @escaping @convention(c) (Int32) -> Void) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = body
        action.sa_flags = once ? Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_NODEFER : SA_RESTART
        sigaction(signal, &action, nil)
    }

    private static func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
        }
    }
}

/// The bytes that update a terminal to new lines: only lines that differ are sent.
///
/// Lines may contain the escape sequences of `Colours`; foreign text in them has passed through `TerminalText`
/// before.
public struct ScreenPainter: Sendable {
    private var shown: [String]?

    /// A painter for a screen of unknown content.
    public init() {}

    /// Forgets what the screen shows, so that all of it is repainted: after a resize, or after a different program
    /// wrote on it.
    public mutating func forget() { shown = nil }

    /// The bytes that make the screen show these lines, from its first line on.
    public mutating func paint(_ lines: [String]) -> String {
        var bytes = shown == nil ? "\u{1B}[H\u{1B}[2J" : ""
        for (place, line) in lines.enumerated() {
            if let shown, place < shown.count, shown[place] == line { continue }
            if shown == nil, line.isEmpty { continue }
            // Cleared before it is written: after a line of full width the cursor is on its last character.
            bytes += "\u{1B}[\(place + 1);1H\u{1B}[2K\(line)"
        }
        if let shown, shown.count > lines.count {
            for place in lines.count..<shown.count { bytes += "\u{1B}[\(place + 1);1H\u{1B}[2K" }
        }
        shown = lines
        return bytes
    }
}
