internal import CSystemd
internal import Glibc

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
    ///   - fallback: gets the records that journald refuses, such as one that is too large.
    public init(identifier: String, fallback: any JournalSink = LineJournalSink()) {
        self.identifier = identifier
        self.fallback = fallback
    }

    /// Sends the record, or gives it to the fallback.
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
        // All texts in one buffer, for the C call wants their addresses to hold together.
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
