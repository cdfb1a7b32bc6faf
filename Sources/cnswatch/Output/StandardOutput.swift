import Glibc

/// Standard output, written in large pieces.
enum StandardOutput {
    /// The reader closed its end: nothing more is wanted, and that is no error.
    struct ReaderGone: Error {}

    // A command runs on one thread; the pieces of a plan are put together before they come here.
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

    /// Whether a person reads along on a terminal.
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
