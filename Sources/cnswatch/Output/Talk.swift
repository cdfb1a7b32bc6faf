import Glibc

/// What is said beside the result: on standard error.
enum Talk {
    /// Says a line; control characters of what it quotes are shown, never sent.
    static func say(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            TerminalText.visible(String($0))
        }
        var bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        bytes.withUnsafeMutableBytes { buffer in _ = write(STDERR_FILENO, buffer.baseAddress, buffer.count) }
    }
}
