import Systemd

extension Journal {
    /// Writes a record of the service itself; for what is said of a patient there are alerts.
    func note(_ event: JournalEvent, _ priority: JournalPriority, _ message: String, fields: [JournalField] = []) {
        write(priority, message, messageID: event.messageID, fields: fields)
    }
}
