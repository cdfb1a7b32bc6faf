import Glibc

/// A terminal taken over as a whole, key by key, and given back however the program ends.
///
/// One at a time. The terminal is put back by `leave`, and by the handlers of the signals that a crash raises; a stop
/// (SIGTSTP) gives it back until the program goes on.
public final class FullScreen {
    /// Something that happened, beside keys.
    public enum Event: Equatable, Sendable {
        /// The terminal has another size, or was written on by others.
        case repaint
        /// Somebody wants the program to stop for now.
        case suspend
        /// Somebody wants it to end; the signal that said so.
        case end(Int32)
    }

    /// Readable once `events` has something to give.
    public let eventDescriptor: Int32

    private static let enterText = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l"
    private static let leaveText = "\u{1B}[?7h\u{1B}[?25h\u{1B}[0m\u{1B}[?1049l"
    private static let told = [SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGINT, SIGHUP, SIGQUIT]
    private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT]

    // Signal handlers reach nothing but what is global, and only what needs no allocation.
    nonisolated(unsafe) private static var pipeEnd: Int32 = -1
    nonisolated(unsafe) private static var original = termios()
    nonisolated(unsafe) private static var isEntered = false
    nonisolated(unsafe) private static var leaveBytes: UnsafeMutableBufferPointer<UInt8>?

    /// Takes the terminal over; nil where standard input and output are none.
    public init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, FullScreen.pipeEnd < 0,
            tcgetattr(STDIN_FILENO, &FullScreen.original) == 0
        else { return nil }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        // Glibc's module leaves out pipe2.
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

    /// What happened since it was last asked.
    public func events() -> [Event] {
        var signals = [UInt8](repeating: 0, count: 64)
        let count = read(eventDescriptor, &signals, signals.count)
        return signals.prefix(max(0, count)).map { signal in
            switch Int32(signal) {
            case SIGWINCH: return .repaint
            case SIGCONT:
                // Whoever stopped it in another way than asking has left the terminal as it was before.
                enter()
                return .repaint
            case SIGTSTP: return .suspend
            default: return .end(Int32(signal))
            }
        }
    }

    /// Gives the terminal back and stops, as Control-Z asks for, until somebody has the program go on.
    public func suspend() {
        FullScreen.restore()
        signal(SIGTSTP, SIG_DFL)
        raise(SIGTSTP)
        FullScreen.handle(SIGTSTP) { FullScreen.note($0) }
        enter()
    }

    /// Gives the terminal back for good.
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

/// What has to be sent to a terminal so that it shows other lines than before: those that differ, and nothing else.
///
/// Lines may hold the escape sequences of `Colours`; whatever text of others they hold went through `TerminalText` before.
public struct ScreenPainter: Sendable {
    private var shown: [String]?

    /// A painter before a screen of which nothing is known.
    public init() {}

    /// Forgets what the screen shows, so that all of it is painted anew: after a resize, or when others wrote on it.
    public mutating func forget() { shown = nil }

    /// The bytes that make the screen show these lines, from its first on.
    public mutating func paint(_ lines: [String]) -> String {
        var bytes = shown == nil ? "\u{1B}[H\u{1B}[2J" : ""
        for (place, line) in lines.enumerated() {
            if let shown, place < shown.count, shown[place] == line { continue }
            if shown == nil, line.isEmpty { continue }
            // Cleared before it is written: after a line of full width the cursor stands on its last character.
            bytes += "\u{1B}[\(place + 1);1H\u{1B}[2K\(line)"
        }
        if let shown, shown.count > lines.count {
            for place in lines.count..<shown.count { bytes += "\u{1B}[\(place + 1);1H\u{1B}[2K" }
        }
        shown = lines
        return bytes
    }
}
