import Glibc
import Terminal

/// What is said beside the result: on standard error.
enum Talk {
    /// Says a line; control characters of what it quotes are shown, never sent.
    static func say(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            TerminalText.visible(String($0))
        }
        send(lines.joined(separator: "\n") + "\n")
    }

    /// Asks something that is answered on the same line.
    static func ask(_ question: String) { send(TerminalText.visible(question)) }

    private static func send(_ text: String) {
        var bytes = Array(text.utf8)
        bytes.withUnsafeMutableBytes { buffer in _ = write(STDERR_FILENO, buffer.baseAddress, buffer.count) }
    }
}
