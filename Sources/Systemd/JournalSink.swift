/// Where records go: the journal, standard error, or what a test collects.
///
/// Called from whichever thread writes a record. It cannot fail: nobody is left to tell.
public protocol JournalSink: Sendable {
    /// Takes one record.
    func write(_ record: JournalRecord)
}
