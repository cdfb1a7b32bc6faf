import CivilCalendar
import ClinicalModel
import GRDB
import RosterModel

/// Encodes a patient's events as bytes, about eight for each event.
///
/// First comes the number of the format, 1. Each event follows as numbers of variable length: its row as the distance
/// from the row before it, the date, the code of its words doubled (plus one if numbers follow), and its numbers, each
/// plus one, with zero for none. Rows are distances, so that a line inserted above does not change what is stored below
/// it.
enum HistoryCodec {
    private static let format: UInt8 = 1

    /// Encodes a patient's events.
    ///
    /// - Parameter contents: the encoded event contents, by number.
    static func encode(
        _ events: RosterEvents, _ range: Range<Int>, contents: [[UInt8]]
    ) -> [UInt8] {
        var bytes: [UInt8] = [format]
        bytes.reserveCapacity(1 + range.count * 9)
        var before: Int32?
        events.forEach(in: range) { date, content, row in
            bytes.append(variable: zigzag(Int(row) - Int(before ?? row)))
            bytes.append(variable: UInt64(date.storedNumber))
            bytes += contents[content]
            before = row
        }
        return bytes
    }

    /// Encodes an event's content: the code of its words, and its numbers.
    static func encode(
        _ content: EventContent, dictionary: EventDictionary, in database: Database
    ) throws -> [UInt8] {
        let (words, numbers) = content.separated
        var bytes: [UInt8] = []
        let code = try dictionary.code(of: words, in: database)
        bytes.append(variable: UInt64(code) << 1 | (numbers.isEmpty ? 0 : 1))
        if !numbers.isEmpty {
            for number in [numbers.count, numbers.sizeInMicrometres, numbers.thousandths] {
                bytes.append(variable: number.map { UInt64($0) + 1 } ?? 0)
            }
        }
        return bytes
    }

    /// Decodes a patient's events. Throws `HistoryUnreadable` for bytes that `encode` did not make.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, firstRow: Int32, dictionary: EventDictionary, in database: Database
    ) throws -> [Event] {
        guard bytes.first == format else { throw HistoryUnreadable() }
        var rest = bytes[1...]
        var events: [Event] = []
        events.reserveCapacity(bytes.count / 6)
        var row = Int(firstRow)
        while !rest.isEmpty {
            row += unzigzag(try variable(&rest))
            guard let number = UInt32(exactly: try variable(&rest)), let date = PartialDate(storedNumber: number)
            else { throw HistoryUnreadable() }
            let code = try variable(&rest)
            var content = try dictionary.content(of: Int(code >> 1), in: database)
            if code & 1 == 1 {
                content = content.with(
                    EventNumbers(
                        count: try optional(&rest), sizeInMicrometres: try optional(&rest),
                        thousandths: try optional(&rest)))
            }
            events.append(Event(date: date, content: content, row: Int32(clamping: row)))
        }
        return events
    }

    private static func optional(_ rest: inout Slice<UnsafeRawBufferPointer>) throws -> Int? {
        let number = try variable(&rest)
        return number == 0 ? nil : Int(number - 1)
    }

    static func variable(_ rest: inout Slice<UnsafeRawBufferPointer>) throws -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = rest.popFirst() {
            // Nine bytes hold more than any number written here.
            guard shift < 63 else { break }
            number |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return number }
            shift += 7
        }
        throw HistoryUnreadable()
    }

    static func zigzag(_ distance: Int) -> UInt64 { UInt64(bitPattern: Int64(distance << 1 ^ distance >> 63)) }

    static func unzigzag(_ number: UInt64) -> Int { Int(number >> 1) ^ -Int(number & 1) }
}

extension [UInt8] {
    mutating func append(variable number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }
}

/// The numbers of an event, separated from it: the remaining words are shared by many events.
struct EventNumbers: Hashable {
    /// `count`, of lesions.
    var count: Int?
    /// `size_mm`, in micrometres.
    var sizeInMicrometres: Int?
    /// `value`, in thousandths; nil if the event has none.
    var thousandths: Int?

    /// Whether there are none.
    var isEmpty: Bool { count == nil && sizeInMicrometres == nil && thousandths == nil }
}

extension EventContent {
    /// The event without its numbers, and the numbers.
    var separated: (words: EventContent, numbers: EventNumbers) {
        switch self {
        case .metastasis(_, _, let lesions), .brainImaging(_, _, let lesions): (withoutNumbers, EventNumbers(lesions))
        case .performance(_, let thousandths): (withoutNumbers, EventNumbers(thousandths: Int(thousandths)))
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .visit, .biopsy, .decision, .contraindication, .interval, .appointment, .status:
            (self, EventNumbers())
        }
    }

    /// Returns the event with its numbers restored.
    func with(_ numbers: EventNumbers) -> EventContent {
        switch self {
        case .metastasis(let result, let site, let lesions): .metastasis(result, site, lesions.with(numbers))
        case .brainImaging(let modality, let result, let lesions):
            .brainImaging(modality, result, lesions.with(numbers))
        case .performance(let scale, _): .performance(scale, thousandths: Int32(clamping: numbers.thousandths ?? 0))
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .visit, .biopsy, .decision, .contraindication, .interval, .appointment, .status:
            self
        }
    }
}

extension EventNumbers {
    fileprivate init(_ lesions: LesionDescription) {
        self.init(count: lesions.count, sizeInMicrometres: lesions.sizeInMicrometres)
    }
}

extension LesionDescription {
    fileprivate func with(_ numbers: EventNumbers) -> LesionDescription {
        LesionDescription(
            count: numbers.count, sizeInMicrometres: numbers.sizeInMicrometres, criticalSite: criticalSite)
    }
}

/// Maps the codes in stored histories to words.
///
/// Every combination of words that occurs in an event (its numbers apart) is a row of `event_words`, in the words of
/// the roster, and has a code. So a history takes about eight bytes an event, can be read without parsing text, and can
/// still be understood by a later version with a wider vocabulary, or by a person with a database tool.
final class EventDictionary {
    // By code, from zero.
    private var contents: [EventContent] = []
    private var codes: [EventContent: Int] = [:]
    let vocabulary = EventVocabulary.stored

    /// Returns the content of a code, looked up in the database if this dictionary has not seen it.
    func content(of code: Int, in database: Database) throws -> EventContent {
        if code >= contents.count { try readOn(in: database) }
        guard contents.indices.contains(code) else { throw HistoryUnreadable() }
        return contents[code]
    }

    /// Returns the code of an event without numbers, adding it to the database if it is new.
    func code(of content: EventContent, in database: Database) throws -> Int {
        if let code = codes[content] { return code }
        try readOn(in: database)
        if let code = codes[content] { return code }
        let (detail, result) = content.words
        let insert = try database.cachedStatement(
            sql: "INSERT INTO event_words (code, event, detail, result, site) VALUES (?, ?, ?, ?, ?)")
        try insert.execute(arguments: [contents.count, content.eventName, detail, result, content.siteWord])
        return enter(content)
    }

    /// Clears the dictionary: what was added in a failed transaction is not in the database.
    func forget() {
        contents = []
        codes = [:]
    }

    private func readOn(in database: Database) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT event, detail, result, site, code FROM event_words WHERE code >= ? ORDER BY code",
            arguments: [contents.count])
        while let row = try rows.next() {
            guard row[4] == contents.count else { throw HistoryUnreadable() }
            // Parsing needs a date and a value; these placeholders are not kept.
            let isMeasured = row[0] == EventContent.performance(.ecog, thousandths: 0).eventName
            let words = EventWords(
                date: "2000", event: row[0], detail: row[1], result: row[2], site: row[3], value: isMeasured ? "0" : "")
            guard let parsed = try? vocabulary.parse(words) else { throw HistoryUnreadable() }
            _ = enter(parsed.content.separated.words)
        }
    }

    private func enter(_ content: EventContent) -> Int {
        contents.append(content)
        codes[content] = contents.count - 1
        return contents.count - 1
    }
}

/// The event contents of a roster, encoded once for all equal events. Histories are built from it on any thread.
public struct EncodedContents: Sendable {
    private let roster: Roster
    private let encoded: [[UInt8]]

    /// Encodes the event contents of a roster, adding new words to the store.
    init(of roster: Roster, dictionary: EventDictionary, in database: Database) throws {
        self.roster = roster
        encoded = try roster.events.contents.map {
            try HistoryCodec.encode($0, dictionary: dictionary, in: database)
        }
    }

    /// Returns the history of the patient at this index of the roster.
    public func history(at index: Int) -> EncodedHistory {
        let range = roster.eventStarts[index]..<roster.eventStarts[index + 1]
        return EncodedHistory(
            events: HistoryCodec.encode(roster.events, range, contents: encoded),
            notes: NoteCodec.encode(roster.events, range, roster.notes))
    }
}

/// A roster's data on a patient, ready to be stored.
public struct EncodedHistory: Sendable {
    /// The events in stored form; their rows are distances from the first.
    let events: [UInt8]
    /// What is noted beside them, in stored form; empty where nothing is.
    let notes: [UInt8]
}
