import SecureHash

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

extension OutgoingMessage {
    /// One item of one patient. Dates are `2026-05-01`, words are those of the protocol.
    public struct Entry: Hashable, Sendable {
        /// An opaque token for the patient, which tells nobody outside who it is.
        public let subject: String
        /// What is owed, such as `brain-mri`.
        public let item: String
        /// What happened to it, such as `overdue`.
        public let stage: String
        /// How quickly it is owed, such as `routine`.
        public let urgency: String
        /// The day on which it should be done.
        public let due: String
        /// The last day of its window.
        public let latest: String
        /// The days since the last day of its window; 0 while it is not late.
        public let daysLate: Int
        /// Why this receiver is told now.
        public let why: String
        /// The patient's name, only where the route opted in to names.
        public let name: String?

        /// An entry of these parts.
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

/// Why a message is sent at all.
public enum MessageKind: String, CaseIterable, Hashable, Sendable {
    /// Something changed, told at once.
    case news
    /// What there is to do, told at a set time.
    case digest
    /// Nobody owns it, or it is late: the next receiver is told.
    case escalation
    /// What would have been told while the service did not run.
    case catchUp = "catch-up"
    /// A silence is about to lapse.
    case silence
    /// The service's own trouble, or its roster's.
    case service
    /// A test of the way to the receiver; marked as one wherever it is shown.
    case drill
}

/// How loudly a message is told, in the words of syslog(3); the loudest first.
public enum MessagePriority: String, CaseIterable, Hashable, Sendable {
    /// Somebody must act today.
    case critical
    /// Late, and owed within days.
    case error
    /// Late otherwise.
    case warning
    /// Due.
    case notice
    /// To be known.
    case info
}

/// A value as it may stand in a message: on one line, without characters that a program would obey.
enum SingleLine {
    /// The text with each line break, tabulator and control character replaced by a blank, and without format controls.
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

    /// The text on one line, without blanks around it.
    static func trimmed(_ value: String) -> String {
        let text = Self.text(value).drop { $0 == " " }
        return String(text.prefix(text.count - text.reversed().prefix { $0 == " " }.count))
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20..<0x7f).contains(scalar.value) { return true }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return false
        // Joiners belong to letters of some scripts; the others of this kind turn the direction of what follows.
        case .format: return scalar.value == 0x200c || scalar.value == 0x200d
        default: return true
        }
    }
}

/// The identifier of a message as a header may carry it, whatever the caller chose.
struct WireIdentifier: CustomStringConvertible {
    let description: String

    /// The identifier itself where a header can hold it, otherwise its digest: as stable, and as good as unique.
    ///
    /// - Parameter allowsDots: false where a dot would be taken for the end of the identifier.
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
        // Dots at an end or side by side are no part of a Message-ID (RFC 5322, dot-atom).
        let hasLooseDot = id.split(separator: ".", omittingEmptySubsequences: false).contains { $0.isEmpty }
        let isUsable = isPlain && !hasLooseDot && id.utf8.count <= 128
        description = isUsable ? id : "\(SHA256.digest(of: Array(id.utf8)))"
    }
}
