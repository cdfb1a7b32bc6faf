import Glibc
import Terminal

/// Long text for somebody at a terminal, a screenful at a time.
enum Pager {
    /// Writes lines, through a pager where they are more than the terminal has.
    ///
    /// The pager is `$CNSWATCH_PAGER`, else `$PAGER`, else less; an empty one, or cat, means none. Where `$LESS` says nothing
    /// less ends by itself when all fits and leaves the text on the screen; it passes colours on in any case.
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

    /// Whether a pager took the lines: false where it could not be started.
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
        // The shell knows the words of the command; whoever set them means them.
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
        // The interrupt is the pager's while it runs.
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
