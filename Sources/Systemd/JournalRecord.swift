/// One entry for the journal.
public struct JournalRecord: Hashable, Sendable {
    /// How much it matters.
    public let priority: JournalPriority
    /// The text for humans.
    public let message: String
    /// The kind of event, by which a catalogue explains it; nil for an entry of no particular kind.
    public let messageID: Identifier128?
    /// The entry's own fields, in order; a name may come more than once.
    public let fields: [JournalField]
    /// Where in the source it was written.
    public let origin: JournalOrigin

    /// An entry.
    public init(
        _ priority: JournalPriority, _ message: String, messageID: Identifier128? = nil, fields: [JournalField] = [],
        origin: JournalOrigin
    ) {
        self.priority = priority
        self.message = message
        self.messageID = messageID
        self.fields = fields
        self.origin = origin
    }
}
