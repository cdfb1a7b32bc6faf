import Foundation
import Glibc
import TestSupport
import Testing

/// A real terminal, tmux's: keys go in, and what a person would see comes out.
final class TerminalSession {
    private let folder: TemporaryFolder
    private var server: pid_t = 0

    /// A terminal with a shell in it, in which `$cnswatch` is the command and `$roster` a folder of the test's.
    init(columns: Int = 80, lines: Int = 24, socket: String, variables: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        try folder.write("tmux.conf", "set -g status off\nset -g escape-time 0\nset -g default-terminal screen\n")
        var words = [
            "CNSWATCH_SOCKET": socket, "cnswatch": Programs.folder + "/cnswatch", "PS1": "ready> ", "LC_ALL": "C.UTF-8",
        ]
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "PAGER", "CNSWATCH_PAGER", "LESS", "TZ"] { words[name] = nil }
        words.merge(variables) { $1 }
        let shell =
            "env -i PATH=/usr/bin:/bin TERM=screen HOME='\(folder.path)' "
            + words.sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'" }.joined(separator: " ") + " /bin/sh"
        try run(["-f", folder.path + "/tmux.conf", "new-session", "-d", "-x", "\(columns)", "-y", "\(lines)", shell])
        server = pid_t(try run(["display-message", "-p", "#{pid}"]).filter(\.isNumber)) ?? 0
        try wait(for: "ready>")
    }

    /// Ends the server by its number: it would take its time over being asked, and its folder goes now. What runs in it is told
    /// by its terminal.
    deinit { if server > 1 { kill(server, SIGKILL) } }

    /// Presses keys by tmux's names, such as `Down`, `Enter` or `C-c`.
    func press(_ keys: String...) throws { try run(["send-keys"] + keys) }

    /// Types a text as it is.
    func type(_ text: String) throws { try run(["send-keys", "-l", text]) }

    /// Types a line of shell.
    func enter(_ line: String) throws {
        try type(line)
        try press("Enter")
    }

    func resize(columns: Int, lines: Int) throws { try run(["resize-window", "-x", "\(columns)", "-y", "\(lines)"]) }

    /// What the terminal shows, with its colours as escape sequences where they are asked for.
    func screen(coloured: Bool = false) throws -> String { try run(["capture-pane", "-p"] + (coloured ? ["-e"] : [])) }

    /// Waits until the terminal shows a text; asking is what takes the time, and is done so often at the most.
    @discardableResult
    func wait(for text: String, without other: String? = nil) throws -> String {
        var shown = ""
        for _ in 0..<3_000 {
            shown = try screen()
            if shown.contains(text), other.map(shown.contains) != true { return shown }
        }
        Issue.record("the terminal does not show \(text)\(other.map { ", or still \($0)" } ?? ""), but:\n\(shown)")
        throw CocoaError(.featureUnsupported)
    }

    @discardableResult
    private func run(_ arguments: [String]) throws -> String {
        // Its server would keep what a `Process` waits on open for ever; so it gets nothing but its three files.
        _ = try folder.openFile("output")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0)
        posix_spawn_file_actions_addopen(&actions, 1, folder.path + "/output", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        for descriptor in Int32(3)..<1_024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        let words = [try Tool.tmux.path(), "-u", "-S", folder.path + "/tmux"] + arguments
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { (word: String) in strdup(word) } + [nil]
        defer { pointers.forEach { free($0) } }
        var pid: pid_t = 0
        try #require(posix_spawn(&pid, words[0], &actions, nil, &pointers, environ) == 0)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return try folder.text("output")
    }
}
