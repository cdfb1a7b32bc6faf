internal import CSystemd
internal import Glibc

/// Receives records: the journal, standard error, or a test's collector.
///
/// Called from any thread that writes a record. It cannot fail: there is no receiver left for a failure.
public protocol JournalSink: Sendable {
    /// Takes one record.
    func write(_ record: JournalRecord)
}

/// Sends each record to journald with its fields; sd_journal_sendv(3).
///
/// The library's call reports success where no journald listens, so `Journal.ofThisProcess` looks for one first.
public struct NativeJournalSink: JournalSink {
    private let identifier: String
    private let fallback: any JournalSink

    /// A sink for records under one SYSLOG_IDENTIFIER.
    ///
    /// - Parameters:
    ///   - identifier: the program's name, which `journalctl -t` selects by.
    ///   - fallback: receives the records that journald refuses, such as one that is too large.
    public init(identifier: String, fallback: any JournalSink = LineJournalSink()) {
        self.identifier = identifier
        self.fallback = fallback
    }

    /// Sends the record, or passes it to the fallback.
    public func write(_ record: JournalRecord) {
        if Self.send(Self.assignments(record, identifier: identifier)) < 0 { fallback.write(record) }
    }

    /// The entry as NAME=value texts, in the order they are sent.
    static func assignments(_ record: JournalRecord, identifier: String) -> [String] {
        var all = ["MESSAGE=\(record.message)", "PRIORITY=\(record.priority.rawValue)"]
        if let messageID = record.messageID { all.append("MESSAGE_ID=\(messageID)") }
        all += [
            "SYSLOG_IDENTIFIER=\(identifier)", "CODE_FILE=\(record.origin.file)", "CODE_LINE=\(record.origin.line)",
            "CODE_FUNC=\(record.origin.function)",
        ]
        return all + record.fields.map { "\($0.name)=\($0.value)" }
    }

    private static func send(_ assignments: [String]) -> Int32 {
        // All texts in one buffer, because the C call needs their addresses to stay valid together.
        var bytes: [UInt8] = []
        var lengths: [Int] = []
        for assignment in assignments {
            bytes += assignment.utf8
            lengths.append(assignment.utf8.count)
        }
        return bytes.withUnsafeMutableBytes { buffer in
            var start = 0
            let vectors = lengths.map { length in
                defer { start += length }
                return iovec(iov_base: buffer.baseAddress.map { $0 + start }, iov_len: length)
            }
            return sd_journal_sendv(vectors, Int32(vectors.count))
        }
    }
}

/// Writes each record as one line of text: level, message, and the fields as NAME=value.
///
/// Each line is one write(2), with no buffer that a killed process would lose. Characters that would break the line
/// or control the terminal are escaped as in Swift source. A line the descriptor does not take is dropped.
public struct LineJournalSink: JournalSink {
    private let descriptor: Int32
    private let marksLevel: Bool

    /// Writes to a descriptor, which the caller still owns; 2 (standard error) by default. With `marksLevel` each
    /// line begins with its level in the form that the service manager reads, as in `<2>`.
    public init(descriptor: Int32 = 2, marksLevel: Bool = false) {
        self.descriptor = descriptor
        self.marksLevel = marksLevel
    }

    /// Writes the record's line.
    public func write(_ record: JournalRecord) {
        var rest = Array(((marksLevel ? "<\(record.priority.rawValue)>" : "") + Self.line(record)).utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count == 0 || errno != EINTR {
                return
            }
        }
    }

    /// The line, with its line feed.
    static func line(_ record: JournalRecord) -> String {
        var words = [record.priority.name, escaped(record.message, quotes: false)]
        words += record.fields.map { field in
            let text = escaped(field.value, quotes: true)
            // A value that is one plain word reads better bare.
            let isPlain = !text.isEmpty && !text.utf8.contains { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "\\") }
            return isPlain ? "\(field.name)=\(text)" : "\(field.name)=\"\(text)\""
        }
        return words.joined(separator: " ") + "\n"
    }

    /// The text with control characters and backslashes escaped; quotation marks too where the text may stand between
    /// them.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            case "\\": line += "\\\\"
            case "\"" where quotes: line += "\\\""
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator:
                    line += "\\u{\(String(scalar.value, radix: 16))}"
                default: line.unicodeScalars.append(scalar)
                }
            }
        }
        return line
    }
}

/// The facts about a process that decide whether its records belong in journald.
struct JournalSurroundings: Hashable, Sendable {
    /// Where journald listens; sd_journal_sendv(3) knows no other place.
    static let socketPath = "/run/systemd/journal/socket"

    /// $JOURNAL_STREAM, the device and inode of the stream that the manager connected to the journal.
    var journalStream: String?
    /// Standard error's device and inode in the same form.
    var standardError: String?
    /// Whether the manager executed this very process ($SYSTEMD_EXEC_PID) rather than an ancestor of it.
    var startedByManager: Bool
    /// Whether something listens on journald's socket.
    var journaldListens: Bool

    /// journald if it listens and this is a service, by its standard error (systemd.exec(5), $JOURNAL_STREAM) or, when
    /// that is redirected, by its process number.
    ///
    /// Without a listener the lines still arrive if standard error is the journal's stream; native records would be
    /// lost.
    var route: JournalRoute {
        let streamIsJournal = journalStream != nil && journalStream == standardError
        return journaldListens && (streamIsJournal || startedByManager) ? .journald : .standardError
    }

    /// This process's surroundings now.
    static func current(socketPath: String = socketPath) -> JournalSurroundings {
        var stream = stat()
        let isOpen = fstat(STDERR_FILENO, &stream) == 0
        return JournalSurroundings(
            journalStream: variable("JOURNAL_STREAM"),
            standardError: isOpen ? "\(stream.st_dev):\(stream.st_ino)" : nil,
            startedByManager: variable("SYSTEMD_EXEC_PID") == "\(getpid())",
            journaldListens: listens(socketPath))
    }

    /// Whether a datagram socket is bound to the path; a file left by an ended one refuses the connection.
    static func listens(_ path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < capacity else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}

/// Where a process's records go.
enum JournalRoute: Hashable, Sendable {
    /// Through journald's own protocol, fields and all.
    case journald
    /// As lines on standard error.
    case standardError
}
