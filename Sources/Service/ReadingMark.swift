import Glibc

/// Remembers beside the store which export is being read, so that one on which the process ends is not read again by itself.
///
/// A kill or a power cut is no fault of the export: it is read again, up to three times. A crash, such as a trap or an abort
/// by the watchdog, is noted by the signal's handler, and the export is not tried again until it changes, the program is
/// replaced, or a person asks for it.
struct ReadingMark {
    /// So many beginnings without an end, and the export is to blame even where nothing told of a crash.
    private static let beginningsAtMost = 3
    private static let begun = UInt8(ascii: "r")
    private static let crashed = UInt8(ascii: "x")
    private static let fatalSignals = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]
    /// The file that the handler of those signals writes to; -1 while nothing is read.
    private nonisolated(unsafe) static var watched: Int32 = -1

    private let path: String

    /// The mark in the folder of a store.
    init(besideStore store: String) {
        path = (store.lastIndex(of: "/").map { String(store[...$0]) } ?? "") + "reading"
    }

    /// Begins to read an export, unless the process has ended on it before.
    ///
    /// - Parameters:
    ///   - export: a text that changes whenever the export does.
    ///   - isAsked: whether a person asks for it, so that it is read whatever happened before.
    /// - Returns: whether it is to be read; where the mark cannot be written, it is.
    func begin(_ export: String, isAsked: Bool) -> Bool {
        let line = Array((ReadingMark.program + export.replacing("\n", with: " ") + "\n").utf8)
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return true }
        var bytes = [UInt8](repeating: 0, count: line.count + 16)
        let count = max(pread(descriptor, &bytes, bytes.count, 0), 0)
        let isSame = bytes[..<count].starts(with: line)
        let marks = isSame ? bytes[line.count..<count] : []
        let isToBlame =
            marks.contains(ReadingMark.crashed)
            || marks.count { $0 == ReadingMark.begun } >= ReadingMark.beginningsAtMost
        if isToBlame, !isAsked {
            close(descriptor)
            return false
        }
        if !isSame || isAsked {
            ftruncate(descriptor, 0)
            ReadingMark.append(line, to: descriptor)
        }
        ReadingMark.append([ReadingMark.begun], to: descriptor)
        ReadingMark.watched = descriptor
        ReadingMark.handle { signal in
            var mark = ReadingMark.crashed
            _ = write(ReadingMark.watched, &mark, 1)
            // The handler stands no more, so the signal now ends the process.
            raise(signal)
        }
        return true
    }

    /// The export was read, or refused.
    func end() {
        if ReadingMark.watched >= 0 {
            ReadingMark.handle(SIG_DFL)
            close(ReadingMark.watched)
            ReadingMark.watched = -1
        }
        unlink(path)
    }

    private static func handle(_ handler: sighandler_t?) {
        for signal in fatalSignals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = handler
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_NODEFER
            sigaction(signal, &action, nil)
        }
    }

    private static func append(_ bytes: [UInt8], to descriptor: Int32) {
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }

    /// What tells this program from one that was installed in its place.
    private static var program: String {
        var status = stat()
        return stat("/proc/self/exe", &status) == 0 ? "\(status.st_ino) \(status.st_mtim.tv_sec) " : ""
    }
}
