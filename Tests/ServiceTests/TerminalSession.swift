import Foundation
import Testing

/// A real terminal, tmux's: keys go in, and what a person would see comes out.
final class TerminalSession {
    static let tmux = ["/usr/bin/tmux", "/usr/local/bin/tmux"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
    static let reason: Comment = "there is no tmux; make test installs it"

    private let folder: TemporaryFolder

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
            "env -i PATH=/usr/bin:/bin TERM=screen HOME=/nonexistent "
            + words.sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'" }.joined(separator: " ") + " /bin/sh"
        try run(["-f", folder.path + "/tmux.conf", "new-session", "-d", "-x", "\(columns)", "-y", "\(lines)", shell])
        try wait(for: "ready>")
    }

    deinit { _ = try? run(["kill-server"]) }

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
        let process = Process()
        process.executableURL = URL(fileURLWithPath: TerminalSession.tmux ?? "/nowhere")
        process.arguments = ["-S", folder.path + "/tmux"] + arguments
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }
}
