import CivilCalendar
import ClinicalModel
import RosterModel

/// The rows of `events.csv`, or of a piece of it, as events in file order with their owners.
struct EventRows: Sendable {
    private(set) var events = RosterEvents()
    /// What is noted beside the events, by their rows.
    private(set) var notes = RosterNotes()
    /// The patient numbers of the events, each with its count of consecutive events.
    private(set) var owners: [(owner: Int32, count: Int32)] = []
    /// Whether the owners never decrease, so that no sort is needed.
    private(set) var isGrouped = true
    /// The patient number of each rejected row that has a known patient.
    private(set) var rejectedOwners: [Int32] = []
    private(set) var log: FaultLog
    /// The number of rejected rows.
    private(set) var rejectedRowCount = 0
    /// The number of rejected rows that name no patient of the roster.
    private(set) var orphanRowCount = 0
    private(set) var agents: AgentTable

    private var memo = ContentMemo()
    // Everything after the date, up to the end of the line: most lines repeat that of an earlier one.
    private var tails = ContentMemo()
    private var lastOwner = -1
    private var dates = DateMemo()

    /// Creates an empty set of rows.
    init() {
        log = FaultLog()
        agents = AgentTable()
    }

    /// Creates an empty set of rows for a later piece of a file.
    ///
    /// - Parameters:
    ///   - first: the rows of the first piece; contents in it keep their numbers here.
    ///   - told: the number of faults already reported.
    ///   - agents: the agents found so far.
    init(after first: EventRows, told: Int, agents: AgentTable) {
        events = RosterEvents(sharing: first.events.contents)
        memo = first.memo
        tails = first.tails
        log = FaultLog(told: told)
        self.agents = agents
    }

    /// Records a fault of the header.
    mutating func note(_ problem: RowProblem, row: Int) { log.add(problem, in: .events, row: row) }

    /// Reads lines while each is of a known patient and its part after the date equals that of an earlier line; most of
    /// a table does.
    ///
    /// The result equals that of `read`: only the tails of records without quotes and problems are kept.
    mutating func readRepeated(_ records: CSVRecords<some ByteSource>, _ mrns: ByteStringTable) {
        let separator = records.limits.separator
        var known: (owner: Int, mrn: FieldBytes)?
        var count: Int32 = 0
        defer { if let known, count > 0 { add(owner: Int32(truncatingIfNeeded: known.owner), count: count) } }
        while let line = records.nextLine() {
            let rest: FieldBytes
            if let known, let behind = line.behind(known.mrn, separator) {
                rest = behind
            } else {
                guard line.first != UInt8(ascii: "\""), let (mrn, behind) = line.split(at: separator),
                    let owner = owner(of: mrn, mrns)
                else { break }
                if let known, count > 0 { add(owner: Int32(truncatingIfNeeded: known.owner), count: count) }
                (known, count, rest) = ((owner, mrn), 0, behind)
            }
            // Most dates have ten bytes. If those ten are not a date, no other length is tried.
            let isWhole = rest.count > 10 && rest[10] == separator
            guard let (date, tail) = isWhole ? rest.split(before: 10) : rest.split(at: separator),
                let content = tails.number(of: tail.withoutCarriageReturn), let day = dates.date(of: date)
            else { break }
            records.pass(line)
            events.append(date: day, content: content, row: Int32(truncatingIfNeeded: records.row))
            count += 1
        }
    }

    /// Reads the current record.
    mutating func read(
        _ records: CSVRecords<some ByteSource>, _ columns: EventColumnIndices, _ vocabulary: EventVocabulary,
        _ mrns: ByteStringTable
    ) {
        let mrn = records.field(columns.mrn)
        let owner = owner(of: mrn, mrns)
        var problems: [RowProblem] = []
        var date: PartialDate?
        var content: UInt32?
        if records.isMalformed {
            problems.append(RowProblem(.textAfterQuote, column: nil))
        } else if records.fieldCount != columns.columnCount {
            problems.append(
                RowProblem(.wrongFieldCount, column: nil, expected: columns.columnCount, found: records.fieldCount))
        } else {
            if owner == nil { problems.append(EventRows.problem(ofUnknown: mrn)) }
            let text = records.field(columns.date)
            date = dates.date(of: text) ?? vocabulary.date(of: text, problems: &problems)
            content = self.content(records, columns, vocabulary, &problems)
            if owner == nil, !mrn.isEmpty { orphanRowCount += 1 }
        }
        for problem in problems { log.add(problem, in: .events, row: records.row) }
        guard let owner, let date, let content else {
            rejectedRowCount += 1
            if let owner { rejectedOwners.append(Int32(truncatingIfNeeded: owner)) }
            return
        }
        let note = records.field(columns.note)
        if !note.isEmpty { keep(note, row: records.row) }
        // A line that repeats another is not looked at again, so its note would be missed.
        if problems.isEmpty, note.isEmpty, let tail = columns.tail.flatMap({ records.unquoted($0) }),
            tails.number(of: tail) == nil
        {
            tails.keep(content, of: tail)
        }
        events.append(date: date, content: content, row: Int32(truncatingIfNeeded: records.row))
        add(owner: Int32(truncatingIfNeeded: owner), count: 1)
    }

    private mutating func keep(_ note: FieldBytes, row: Int) {
        guard notes.add(note, row: Int32(truncatingIfNeeded: row)) else { return }
        log.add(
            RowProblem(.longNote, column: EventColumn.note.rawValue, expected: RosterNotes.longest), in: .events,
            row: row)
    }

    private static func problem(ofUnknown mrn: FieldBytes) -> RowProblem {
        if SpreadsheetDamage(mrn) != nil { return RowProblem(.spreadsheetDamage, column: "mrn", value: mrn) }
        return RowProblem(mrn.isEmpty ? .missingMRN : .unknownMRN, column: "mrn")
    }

    /// Appends the rows of the next piece, whose line numbers start from 1.
    mutating func append(_ next: EventRows, rowsBefore: Int, numbers: inout [EventContent: UInt32]) {
        events.append(next.events, rowsBefore: Int32(truncatingIfNeeded: rowsBefore), numbers: &numbers)
        notes.append(next.notes, rowsBefore: Int32(truncatingIfNeeded: rowsBefore))
        isGrouped = isGrouped && next.isGrouped
        for (owner, count) in next.owners { add(owner: owner, count: count) }
        rejectedOwners += next.rejectedOwners
        log.append(next.log, rowsBefore: rowsBefore)
        rejectedRowCount += next.rejectedRowCount
        orphanRowCount += next.orphanRowCount
        if next.agents.count > agents.count { agents = next.agents }
    }

    /// Reserves room for the events of the whole file, estimated from the part already read, so that growing does not
    /// copy them repeatedly.
    mutating func reserve(expecting size: Int, after bytes: Int) {
        let estimate = Double(events.count) * Double(size) / Double(max(bytes, 1))
        events.reserve(Int(min(estimate * 1.05, Double(size) / 16)))
    }

    private mutating func add(owner: Int32, count: Int32) {
        if let last = owners.last {
            if last.owner == owner {
                owners[owners.count - 1].count += count
                return
            }
            if last.owner > owner { isGrouped = false }
        }
        owners.append((owner, count))
    }

    private mutating func content(
        _ records: CSVRecords<some ByteSource>, _ columns: EventColumnIndices, _ vocabulary: EventVocabulary,
        _ problems: inout [RowProblem]
    ) -> UInt32? {
        let words = columns.content.flatMap { records.unquoted($0) }
        if let words, let number = memo.number(of: words) { return number }
        let fields = EventFields(
            date: records.field(columns.date), event: records.field(columns.event),
            detail: records.field(columns.detail), result: records.field(columns.result),
            site: records.field(columns.site), count: records.field(columns.count),
            size: records.field(columns.size), value: records.field(columns.value))
        let known = problems.count
        guard let content = vocabulary.content(of: fields, agents: &agents, problems: &problems) else { return nil }
        let number = events.enter(content)
        // A doubtful row is reported every time, so its words are not remembered.
        if let words, problems.count == known { memo.keep(number, of: words) }
        return number
    }

    private mutating func owner(of mrn: FieldBytes, _ mrns: ByteStringTable) -> Int? {
        // Exports usually list a patient's events together, and patients in one order.
        if lastOwner >= 0, mrns.isEqual(lastOwner, mrn) { return lastOwner }
        if lastOwner + 1 < mrns.count, mrns.isEqual(lastOwner + 1, mrn) {
            lastOwner += 1
            return lastOwner
        }
        guard let owner = mrns.index(of: mrn) else { return nil }
        lastOwner = owner
        return owner
    }
}

extension EventColumn: RosterColumn {
    var isRequired: Bool {
        switch self {
        case .mrn, .date, .event: true
        case .detail, .result, .site, .count, .size, .value, .note: false
        }
    }

    static let number = EventColumn.mrn
    var isDate: Bool { self == .date }

    var isShown: Bool {
        switch self {
        case .date, .event, .detail, .result: true
        case .mrn, .site, .count, .size, .value, .note: false
        }
    }
}

/// The positions of the event columns, looked up once per file.
struct EventColumnIndices: Sendable {
    let mrn: Int
    let date: Int
    let event: Int
    let detail: Int
    let result: Int
    let site: Int
    let count: Int
    let size: Int
    let value: Int
    let note: Int
    /// The number of columns, including those not read.
    let columnCount: Int
    /// The columns that describe the event, if they are adjacent with no other event column between them.
    let content: ClosedRange<Int>?
    /// The columns after the record number and the date, if these two come first.
    let tail: ClosedRange<Int>?

    init(_ header: Header<EventColumn>) {
        mrn = header.index(of: .mrn)
        date = header.index(of: .date)
        event = header.index(of: .event)
        detail = header.index(of: .detail)
        result = header.index(of: .result)
        site = header.index(of: .site)
        count = header.index(of: .count)
        size = header.index(of: .size)
        value = header.index(of: .value)
        note = header.index(of: .note)
        columnCount = header.count
        let used = [event, detail, result, site, count, size, value].filter { $0 >= 0 }.sorted()
        let range = (used.first ?? 0)...(used.last ?? 0)
        content = range.contains(mrn) || range.contains(date) ? nil : range
        tail = mrn == 0 && date == 1 && columnCount > 2 ? 2...columnCount - 1 : nil
    }
}

/// The meaning of words already parsed, keyed by their bytes: a table repeats the same words.
struct ContentMemo: Sendable {
    // With more distinct words than this, they no longer repeat, and lookups cost more than they save.
    private static let limit = 4_096
    private var table = ByteStringTable()
    private var numbers: [UInt32] = []

    /// Returns the number of the words' meaning; nil if they are new.
    func number(of words: FieldBytes) -> UInt32? { table.index(of: words).map { numbers[$0] } }

    /// Stores the meaning of new words.
    mutating func keep(_ number: UInt32, of words: FieldBytes) {
        guard numbers.count < ContentMemo.limit else { return }
        table.insert(words)
        numbers.append(number)
    }
}

/// The months of dates already read, keyed by their eight bytes `YYYY-MM-`: a table has few, each repeated.
struct DateMemo: Sendable {
    private struct Month {
        var bytes: UInt64 = 0
        /// The day before the first of the month.
        var start: Int32 = 0
        var length: UInt8 = 0
    }

    private static let placesBits: UInt64 = 8
    private var months = [Month](repeating: Month(), count: 1 << placesBits)

    /// Returns the date a text means; nil if it is not a date.
    mutating func date(of text: FieldBytes) -> PartialDate? {
        guard text.count == 10 else { return PartialDate(utf8: text.buffer) }
        let raw = UnsafeRawPointer(text.start)
        let bytes = raw.loadUnaligned(as: UInt64.self)
        let place = Int(truncatingIfNeeded: (bytes &* 0x9E37_79B9_7F4A_7C15) &>> (64 &- DateMemo.placesBits))
        let (tens, ones) = (text[8] &- UInt8(ascii: "0"), text[9] &- UInt8(ascii: "0"))
        let day = tens &* 10 &+ ones
        let month = months[place]
        if month.bytes == bytes, tens < 10, ones < 10, day > 0, day <= month.length {
            return PartialDate(CivilDate(clampingDaysSinceEpoch: Int(month.start) + Int(day)))
        }
        guard let date = PartialDate(utf8: text.buffer) else { return nil }
        let (year, number, _) = date.first.components
        months[place] = Month(
            bytes: bytes, start: date.first.daysSinceEpoch - Int32(day),
            length: UInt8(CivilDate.days(inMonth: number, ofYear: year)))
        return date
    }
}
