import AtomicFiles
import Glibc
import Terminal

/// Standard output, written in large pieces.
enum StandardOutput {
    /// The reader closed its end: it wants nothing more, and that is no error.
    struct ReaderGone: Error {}

    // A command runs on one thread; the pieces of a plan are joined before they come here.
    nonisolated(unsafe) private static var pending: [UInt8] = []
    private static let pieceSize = 1 << 16

    /// Writes a line.
    static func line(_ text: String) throws {
        pending.append(contentsOf: text.utf8)
        pending.append(UInt8(ascii: "\n"))
        if pending.count >= pieceSize { try flush() }
    }

    /// Writes bytes as they are.
    static func bytes(_ bytes: [UInt8]) throws {
        if pending.isEmpty, bytes.count >= pieceSize {
            try writeAll(bytes)
        } else {
            pending.append(contentsOf: bytes)
            if pending.count >= pieceSize { try flush() }
        }
    }

    /// Writes what is pending.
    static func flush() throws {
        let bytes = pending
        pending.removeAll(keepingCapacity: true)
        try writeAll(bytes)
    }

    /// Whether standard output is a terminal.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    private static func writeAll(_ bytes: [UInt8]) throws {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress! + offset, $0.count - offset) }
            if written >= 0 {
                offset += written
            } else if errno == EPIPE {
                throw ReaderGone()
            } else if errno != EINTR {
                throw Failure(
                    .inputOutput,
                    "cannot write the result: \(String(cString: strerror(errno))); check the disk or the pipe")
            }
        }
    }
}

/// Messages beside the result, on standard error.
enum StandardError {
    /// Prints a line; control characters in quoted text are made visible, never sent.
    static func say(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            TerminalText.visible(String($0))
        }
        send(lines.joined(separator: "\n") + "\n")
    }

    /// Asks a question that is answered on the same line.
    static func ask(_ question: String) { send(TerminalText.visible(question)) }

    private static func send(_ text: String) {
        var bytes = Array(text.utf8)
        bytes.withUnsafeMutableBytes { buffer in _ = write(STDERR_FILENO, buffer.baseAddress, buffer.count) }
    }
}

/// Long text for a reader at a terminal, a screenful at a time.
enum Pager {
    /// Writes lines, through a pager if they exceed the terminal's height.
    ///
    /// The pager is `$CNSWATCH_PAGER`, else `$PAGER`, else less; an empty one, or cat, means none. If `$LESS` is not
    /// set, less ends by itself when all fits and leaves the text on the screen; it passes colours on in any case.
    static func write(_ lines: [String], _ size: TerminalSize? = .ofStandardOutput) throws {
        guard let size, lines.count >= size.lines, let command = command, try page(lines, through: command) else {
            for line in lines { try StandardOutput.line(line) }
            return
        }
    }

    private static var command: String? {
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        let command = variable("CNSWATCH_PAGER") ?? variable("PAGER") ?? "less"
        return command.isEmpty || command == "cat" || variable("TERM") == "dumb" ? nil : command
    }

    /// Whether a pager took the lines: false if it could not be started.
    private static func page(_ lines: [String], through command: String) throws -> Bool {
        try StandardOutput.flush()
        let less = getenv("LESS").map { String(cString: $0) }
        setenv("LESS", less.map { $0 + " -R" } ?? "FRX", 1)
        setenv("LESSCHARSET", "utf-8", 0)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return false }
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        // The shell splits the command; the user who set it intends that.
        var words: [UnsafeMutablePointer<CChar>?] =
            ["/bin/sh", "-c", command].map { (word: String) in strdup(word) } + [nil]
        defer { words.forEach { free($0) } }
        var pager: pid_t = 0
        let failure = posix_spawn(&pager, "/bin/sh", &actions, nil, &words, environ)
        close(ends[0])
        guard failure == 0 else {
            close(ends[1])
            return false
        }
        // While the pager runs, the interrupt belongs to it.
        let interrupt = signal(SIGINT, SIG_IGN)
        send(lines.map { $0 + "\n" }.joined(), to: ends[1])
        close(ends[1])
        var status: Int32 = 0
        while waitpid(pager, &status, 0) < 0, errno == EINTR {}
        signal(SIGINT, interrupt)
        // 126 and 127: the shell found no such program.
        return ![126, 127].contains(status >> 8 & 0xFF)
    }

    private static func send(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
        }
    }
}

/// A file that is written under a temporary name and takes its own name only when it is whole.
struct FileOutput {
    private let file: AtomicFile

    /// - Parameter mode: the permissions; nil leaves them to the mask of the process.
    init(_ path: String, mode: mode_t? = nil) throws {
        file = try FileOutput.reporting { () throws(AtomicFileError) in try AtomicFile(path: path, mode: mode) }
    }

    /// The failure to write at a path, with the system's error number.
    static func failure(_ path: String, _ code: Int32) -> Failure {
        Failure(.inputOutput, "\(AtomicFileError(path: path, code: code))")
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try FileOutput.reporting { () throws(AtomicFileError) in try file.write(bytes) }
    }

    func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

    func close() throws {
        try FileOutput.reporting { () throws(AtomicFileError) in try file.commit() }
    }

    /// Runs a body that writes files; reports its errors as a failure to write.
    static func reporting<Value>(_ body: () throws(AtomicFileError) -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw failure(error.path, error.code)
        }
    }
}
