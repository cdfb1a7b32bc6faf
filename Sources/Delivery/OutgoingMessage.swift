import SecureHash

/// The content of a message to a receiver, independent of the channel.
///
/// All texts are single lines; line breaks and control characters in them reach no receiver.
public struct OutgoingMessage: Hashable, Sendable {
    /// Lets a receiver recognise a second copy: chosen once, the same at every attempt. Letters, digits, `-` and `.`.
    public let id: String
    /// When the message was decided on, in seconds since 1970 UTC.
    public let at: Int
    /// The kind of message.
    public let kind: MessageKind
    /// Its loudness.
    public let priority: MessagePriority
    /// The subject, in one line.
    public let title: String
    /// The items it concerns, in the order to be shown.
    public let entries: [Entry]
    /// Further lines after the entries, such as how many more are summarised.
    public let closing: [String]
    /// The route that led to the receiver, by its name in the configuration.
    public let route: String
    /// The receiver, by its name in the configuration.
    public let receiver: String

    /// Creates a message from its parts.
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

extension OutgoingMessage {
    /// One item of one patient. Dates are `2026-05-01`, words are those of the protocol.
    public struct Entry: Hashable, Sendable {
        /// An opaque token for the patient, which identifies the patient to no outsider.
        public let subject: String
        /// The owed item, such as `brain-mri`.
        public let item: String
        /// The stage it reached, such as `overdue`.
        public let stage: String
        /// How quickly it is owed, such as `routine`.
        public let urgency: String
        /// The day on which it should be done.
        public let due: String
        /// The last day of its window.
        public let latest: String
        /// The days since the last day of its window; 0 while it is not late.
        public let daysLate: Int
        /// Why this receiver is notified now.
        public let why: String
        /// The patient's name, only where the route opted in to names.
        public let name: String?

        /// Creates an entry from its parts.
        public init(
            subject: String, item: String, stage: String, urgency: String, due: String, latest: String,
            daysLate: Int, why: String, name: String? = nil
        ) {
            self.subject = subject
            self.item = item
            self.stage = stage
            self.urgency = urgency
            self.due = due
            self.latest = latest
            self.daysLate = daysLate
            self.why = why
            self.name = name
        }
    }
}

/// The occasion of a message.
public enum MessageKind: String, CaseIterable, Hashable, Sendable {
    /// Something changed; sent at once.
    case news
    /// What is to be done, sent at a set time.
    case digest
    /// It has no owner, or it is late: the next receiver is notified.
    case escalation
    /// What would have been sent while the service did not run.
    case catchUp = "catch-up"
    /// A silence is about to lapse.
    case silence
    /// A problem of the service or its roster.
    case service
    /// A test of the channel to the receiver; marked as a drill wherever it is shown.
    case drill
}

/// The loudness of a message, in the words of syslog(3); the loudest first.
public enum MessagePriority: String, CaseIterable, Hashable, Sendable {
    /// Action is needed today.
    case critical
    /// Late, and owed within days.
    case error
    /// Late otherwise.
    case warning
    /// Due.
    case notice
    /// For information.
    case info
}

/// Makes a value safe for a message: on one line, without characters that a program would interpret.
enum SingleLine {
    /// Returns the text with each line break, tab and control character replaced by a space, and without format
    /// controls.
    static func text(_ value: String) -> String {
        guard value.unicodeScalars.contains(where: { !isPlain($0) }) else { return value }
        var scalars = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            if isPlain(scalar) {
                scalars.append(scalar)
            } else if scalar.properties.generalCategory != .format {
                scalars.append(" ")
            }
        }
        return String(scalars)
    }

    /// Returns the text on one line, without surrounding blanks.
    static func trimmed(_ value: String) -> String {
        let text = Self.text(value).drop { $0 == " " }
        return String(text.prefix(text.count - text.reversed().prefix { $0 == " " }.count))
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20..<0x7f).contains(scalar.value) { return true }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return false
        // Joiners belong to letters of some scripts; the other format characters change the direction of what follows.
        case .format: return scalar.value == 0x200c || scalar.value == 0x200d
        default: return true
        }
    }
}

/// A message identifier that is safe in a header, whatever the caller chose.
struct WireIdentifier: CustomStringConvertible {
    let description: String

    /// Keeps the identifier if a header can hold it, otherwise uses its digest, which is as stable and practically
    /// unique.
    ///
    /// - Parameter allowsDots: false where a dot would be read as the end of the identifier.
    init(_ id: String, allowsDots: Bool) {
        let isPlain = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                true
            case UInt8(ascii: "."): allowsDots
            default: false
            }
        }
        // Dots at an end or side by side are not allowed in a Message-ID (RFC 5322, dot-atom).
        let hasLooseDot = id.split(separator: ".", omittingEmptySubsequences: false).contains { $0.isEmpty }
        let isUsable = isPlain && !hasLooseDot && id.utf8.count <= 128
        description = isUsable ? id : "\(SHA256.digest(of: Array(id.utf8)))"
    }
}
