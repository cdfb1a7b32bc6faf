/// Writes entries for operators, to the journal where there is one and to standard error elsewhere.
///
/// May be used from any thread. No patient data belongs in a message or a field.
public struct Journal: Sendable {
    /// Where the records go.
    public let sink: any JournalSink

    /// Writes to the sink given, as tests do.
    public init(sink: any JournalSink) {
        self.sink = sink
    }

    /// Writes where this process's records belong.
    ///
    /// That is journald if it listens on its socket and this process is a service: its standard error is the stream
    /// named by $JOURNAL_STREAM, or $SYSTEMD_EXEC_PID is its process number. Otherwise it is standard error, a line
    /// for each record. Decided once, here.
    ///
    /// - Parameter identifier: SYSLOG_IDENTIFIER, which `journalctl -t` selects by.
    public static func ofThisProcess(identifier: String) -> Journal {
        switch JournalSurroundings.current().route {
        case .journald: Journal(sink: NativeJournalSink(identifier: identifier))
        case .standardError: Journal(sink: LineJournalSink())
        }
    }

    /// For the last words of a process that gives up: over standard error, which the journal knows to be the unit's. Of a
    /// record it asks whose it is once the process is gone, and then `journalctl --unit` does not show it.
    public static func ofLastWords() -> Journal {
        switch JournalSurroundings.current().route {
        case .journald: Journal(sink: LineJournalSink(marksLevel: true))
        case .standardError: Journal(sink: LineJournalSink())
        }
    }

    /// Writes one entry.
    ///
    /// - Parameters:
    ///   - priority: how much it matters.
    ///   - message: the text for humans.
    ///   - messageID: the kind of event, as listed in the service's message catalogue.
    ///   - fields: the entry's own fields.
    public func write(
        _ priority: JournalPriority, _ message: String, messageID: Identifier128? = nil, fields: [JournalField] = [],
        file: String = #fileID, line: Int = #line, function: String = #function
    ) {
        sink.write(
            JournalRecord(
                priority, message, messageID: messageID, fields: fields,
                origin: JournalOrigin(file: file, line: line, function: function)))
    }
}
