internal import CSystemd

/// Writes entries for operators, to the journal where one is present and to standard error elsewhere.
///
/// May be used from any thread. No patient data belongs in a message or a field.
public struct Journal: Sendable {
    /// Receives the records.
    public let sink: any JournalSink

    /// Writes to the given sink, as tests do.
    public init(sink: any JournalSink) {
        self.sink = sink
    }

    /// Writes to the place where this process's records belong.
    ///
    /// That is journald if it listens on its socket and this process is a service: its standard error is the stream
    /// named by $JOURNAL_STREAM, or $SYSTEMD_EXEC_PID is its process number. Otherwise it is standard error, one line
    /// per record. The choice is made once, here.
    ///
    /// - Parameter identifier: SYSLOG_IDENTIFIER, which `journalctl -t` selects by.
    public static func ofThisProcess(identifier: String) -> Journal {
        switch JournalSurroundings.current().route {
        case .journald: Journal(sink: NativeJournalSink(identifier: identifier))
        case .standardError: Journal(sink: LineJournalSink())
        }
    }

    /// For the last messages of a process that gives up. It uses standard error, which the journal knows to belong to
    /// the unit. For a native record the journal looks up the unit only after the process has gone, and then
    /// `journalctl --unit` does not show the record.
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

/// One entry for the journal.
public struct JournalRecord: Hashable, Sendable {
    /// How much the entry matters.
    public let priority: JournalPriority
    /// The text for humans.
    public let message: String
    /// The kind of event, by which a catalogue explains it; nil for an entry of no particular kind.
    public let messageID: Identifier128?
    /// The entry's own fields, in order; a name may come more than once.
    public let fields: [JournalField]
    /// The place in the source that wrote it.
    public let origin: JournalOrigin

    /// Makes an entry from its parts.
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

/// How much an entry matters: syslog's eight levels, with the numbers of PRIORITY= (syslog(3)).
public enum JournalPriority: Int, CaseIterable, Sendable {
    /// 0: the machine is unusable.
    case emergency
    /// 1: someone must act at once.
    case alert
    /// 2: something essential has failed.
    case critical
    /// 3: a requested action was not done.
    case error
    /// 4: something is odd and may become an error.
    case warning
    /// 5: normal but worth knowing.
    case notice
    /// 6: the course of normal work.
    case info
    /// 7: for those looking for a fault.
    case debug

    /// The level's name in capitals, as fallback lines begin with it.
    public var name: String {
        switch self {
        case .emergency: "EMERGENCY"
        case .alert: "ALERT"
        case .critical: "CRITICAL"
        case .error: "ERROR"
        case .warning: "WARNING"
        case .notice: "NOTICE"
        case .info: "INFO"
        case .debug: "DEBUG"
        }
    }
}

/// The line of source an entry was written at: CODE_FILE, CODE_LINE and CODE_FUNC.
public struct JournalOrigin: Hashable, Sendable {
    /// Module and file name, as `#fileID` gives them: no path of the build machine.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The function's name.
    public let function: String

    /// The place of the call, or the place given.
    public init(file: String = #fileID, line: Int = #line, function: String = #function) {
        self.file = file
        self.line = line
        self.function = function
    }
}

/// An application's own field in a journal entry.
///
/// Everyone in the groups adm and systemd-journal can read it, and it may be forwarded: it must hold no patient data.
public struct JournalField: Hashable, Sendable {
    /// The field's name.
    public let name: JournalFieldName
    /// The field's value; any text, line feeds included.
    public let value: String

    /// A field, as in `JournalField("CNSWATCH_COUNT", "3")`.
    public init(_ name: JournalFieldName, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// The name of an application's own field in a journal entry.
///
/// The rule is journald's (systemd.journal-fields(7) and journal_field_valid in its source): 1 to 64 of A-Z, 0-9 and
/// _, beginning with a letter. Names with a leading _ are journald's own.
public struct JournalFieldName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// Fields that a record sets itself.
    private static let reserved: Set<String> = [
        "MESSAGE", "MESSAGE_ID", "PRIORITY", "SYSLOG_IDENTIFIER", "CODE_FILE", "CODE_LINE", "CODE_FUNC",
    ]

    /// The name.
    public let description: String

    /// Checks a name assembled at run time.
    ///
    /// - Throws: `JournalFieldNameError`.
    public init(_ name: String) throws(JournalFieldNameError) {
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let first = name.utf8.first, letters.contains(first), name.utf8.count <= 64,
            name.utf8.allSatisfy({ letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "_") })
        else { throw .malformed(name) }
        guard !Self.reserved.contains(name) else { throw .reserved(name) }
        description = name
    }

    /// A name written in source; one that breaks the rule stops the program at that place.
    public init(stringLiteral name: String) {
        do throws(JournalFieldNameError) {
            self = try JournalFieldName(name)
        } catch {
            preconditionFailure(error.description)
        }
    }
}

/// Why a text cannot name an application's own journal field.
public enum JournalFieldNameError: SystemdError, Hashable {
    /// The name breaks journald's rule for names; journald silently drops such a field.
    case malformed(String)
    /// The name belongs to a field that every record sets itself.
    case reserved(String)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .malformed(let name): "\"\(name)\" is no name of a journal field"
        case .reserved(let name): "the journal field \(name) is set by the record itself"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .malformed: "use 1 to 64 of A-Z, 0-9 and _, beginning with a letter"
        case .reserved: "give the value as the record's priority, message or identifier, or choose another name"
        }
    }
}

/// A 128-bit identifier, such as that of a kind of journal entry; sd-id128(3).
public struct Identifier128: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The value of the first sixteen digits.
    private let high: UInt64
    /// The value of the last sixteen digits.
    private let low: UInt64

    /// Reads 32 hexadecimal digits of either case, without dashes.
    ///
    /// - Throws: `Identifier128Error.malformed`.
    public init(_ text: String) throws(Identifier128Error) {
        // UInt64's own parser would accept a sign.
        guard text.utf8.count == 32, text.utf8.allSatisfy({ Self.isDigit($0) }),
            let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
        else { throw .malformed(text) }
        self.high = high
        self.low = low
    }

    /// An identifier written in source; a malformed one stops the program at that place.
    public init(stringLiteral text: String) {
        do throws(Identifier128Error) {
            self = try Identifier128(text)
        } catch {
            preconditionFailure(error.description)
        }
    }

    /// Returns a new identifier from the kernel's random numbers, marked as a version 4 UUID (RFC 9562, 5.4).
    ///
    /// - Returns: nil only if the kernel gives no random numbers.
    public static func random() -> Identifier128? {
        var made = sd_id128_t()
        guard sd_id128_randomize(&made) >= 0 else { return nil }
        return Identifier128(made)
    }

    /// 32 lower-case hexadecimal digits, the form of MESSAGE_ID and of catalogues.
    public var description: String {
        Self.digits(high) + Self.digits(low)
    }

    private init(_ made: sd_id128_t) {
        (high, low) = withUnsafeBytes(of: made) { bytes in
            (
                UInt64(bigEndian: bytes.load(as: UInt64.self)),
                UInt64(bigEndian: bytes.load(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    private static func digits(_ half: UInt64) -> String {
        let text = String(half, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}

/// Why a text is not a 128-bit identifier.
public enum Identifier128Error: SystemdError, Hashable {
    /// The text is not 32 hexadecimal digits.
    case malformed(String)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .malformed(let text): "\"\(text)\" is no 128-bit identifier, which has 32 hexadecimal digits"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .malformed: "make one with: journalctl --new-id128"
        }
    }
}
