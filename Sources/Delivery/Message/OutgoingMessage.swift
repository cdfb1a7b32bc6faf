/// What a receiver is to be told, before it has the form of any channel.
///
/// All texts are single lines; line breaks and control characters in them reach no receiver.
public struct OutgoingMessage: Hashable, Sendable {
    /// What a receiver knows a second copy by: chosen once, the same at every attempt. Letters, digits, `-` and `.`.
    public let id: String
    /// When it was decided to tell it, in seconds since 1970 UTC.
    public let at: Int
    /// Why it is sent.
    public let kind: MessageKind
    /// How loudly it is told.
    public let priority: MessagePriority
    /// What it is about, in one line.
    public let title: String
    /// What it is about in detail, in the order to be shown.
    public let entries: [Entry]
    /// Further lines after the entries, such as how many more are summarised.
    public let closing: [String]
    /// The route that led to the receiver, by its name in the configuration.
    public let route: String
    /// The receiver, by its name in the configuration.
    public let receiver: String

    /// A message of these parts.
    public init(
        id: String, at: Int, kind: MessageKind, priority: MessagePriority, title: String, entries: [Entry] = [],
        closing: [String] = [], route: String, receiver: String
    ) {
        self.id = id
        self.at = at
        self.kind = kind
        self.priority = priority
        self.title = title
        self.entries = entries
        self.closing = closing
        self.route = route
        self.receiver = receiver
    }
}
