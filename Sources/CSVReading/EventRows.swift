import CivilCalendar
import ClinicalModel
import RosterModel

/// The rows of `events.csv`, or of a piece of it, read into events in file order, with whose they are.
struct EventRows: Sendable {
    private(set) var events = RosterEvents()
    /// The numbers of the patients of the events, each with how many events of theirs follow one another.
    private(set) var owners: [(owner: Int32, count: Int32)] = []
    /// Whether the owners never decrease, so that nothing need be sorted.
    private(set) var isGrouped = true
    /// For each row of a patient that was set aside, the number of the patient.
    private(set) var rejectedOwners: [Int32] = []
    private(set) var log: FaultLog
    /// How many rows were set aside.
    private(set) var rejectedRowCount = 0
    /// How many of them name no patient of the roster.
    private(set) var orphanRowCount = 0
    private(set) var agents: AgentTable

    private var memo = ContentMemo()
    // What stands behind the date, up to the line's end: in most lines it stood in another before.
    private var tails = ContentMemo()
    private var lastOwner = -1
    private var dates = DateMemo()

    /// No rows yet.
    init() {
        log = FaultLog()
        agents = AgentTable()
    }

    /// No rows yet, of a piece of a file.
    ///
    /// - Parameters:
    ///   - first: the rows of the first piece; what happened in them has the same numbers here.
    ///   - told: how many faults were told before.
    ///   - agents: the agents met before.
    init(after first: EventRows, told: Int, agents: AgentTable) {
        events = RosterEvents(sharing: first.events.contents)
        memo = first.memo
        tails = first.tails
        log = FaultLog(told: told)
        self.agents = agents
    }

    /// Notes what is wrong with the header.
    mutating func note(_ problem: RowProblem, row: Int) { log.add(problem, in: .events, row: row) }

    /// Reads lines as long as each is of a known patient and ends, behind the date, like one that was read before: most of a table.
    ///
    /// What comes of it is what `read` would make: the ends that are kept are those of records without quotes and problems.
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
            // Most dates have ten bytes; what is none by that is none.
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
        if problems.isEmpty, let tail = columns.tail.flatMap({ records.unquoted($0) }), tails.number(of: tail) == nil {
            tails.keep(content, of: tail)
        }
        events.append(date: date, content: content, row: Int32(truncatingIfNeeded: records.row))
        add(owner: Int32(truncatingIfNeeded: owner), count: 1)
    }

    private static func problem(ofUnknown mrn: FieldBytes) -> RowProblem {
        if SpreadsheetDamage(mrn) != nil { return RowProblem(.spreadsheetDamage, column: "mrn", value: mrn) }
        return RowProblem(mrn.isEmpty ? .missingMRN : .unknownMRN, column: "mrn")
    }

    /// Adds the rows that follow, which were counted from another line.
    mutating func append(_ next: EventRows, rowsBefore: Int, numbers: inout [EventContent: UInt32]) {
        events.append(next.events, rowsBefore: Int32(truncatingIfNeeded: rowsBefore), numbers: &numbers)
        isGrouped = isGrouped && next.isGrouped
        for (owner, count) in next.owners { add(owner: owner, count: count) }
        rejectedOwners += next.rejectedOwners
        log.append(next.log, rowsBefore: rowsBefore)
        rejectedRowCount += next.rejectedRowCount
        orphanRowCount += next.orphanRowCount
        if next.agents.count > agents.count { agents = next.agents }
    }

    /// Makes room for the events of the whole file, by those of the part that was read, so that growing does not copy them
    /// over and over.
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
        // What is doubtful is told for each row, so it is looked at each time.
        if let words, problems.count == known { memo.keep(number, of: words) }
        return number
    }

    private mutating func owner(of mrn: FieldBytes, _ mrns: ByteStringTable) -> Int? {
        // Exports mostly list a patient's events together, and the patients in one order.
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

/// Where the columns of an event stand, looked up once a file.
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
    /// How many columns there are, those that nothing reads included.
    let columnCount: Int
    /// The columns that say what happened, where they stand side by side with none of the others between them.
    let content: ClosedRange<Int>?
    /// The columns behind the record number and the date, where these two come first.
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
        columnCount = header.count
        let used = [event, detail, result, site, count, size, value].filter { $0 >= 0 }.sorted()
        let range = (used.first ?? 0)...(used.last ?? 0)
        content = range.contains(mrn) || range.contains(date) ? nil : range
        tail = mrn == 0 && date == 1 && columnCount > 2 ? 2...columnCount - 1 : nil
    }
}

/// What words were found to mean, by their bytes: in a table the same words come again and again.
struct ContentMemo: Sendable {
    // Beyond so many different words they do not come again, and looking costs more than it saves.
    private static let limit = 4_096
    private var table = ByteStringTable()
    private var numbers: [UInt32] = []

    /// The number of what these words mean; nil where they were not met.
    func number(of words: FieldBytes) -> UInt32? { table.index(of: words).map { numbers[$0] } }

    /// Keeps what words mean that were not met.
    mutating func keep(_ number: UInt32, of words: FieldBytes) {
        guard numbers.count < ContentMemo.limit else { return }
        table.insert(words)
        numbers.append(number)
    }
}

/// The months of dates that were read, by their eight bytes `YYYY-MM-`: in a table there are few, and each comes again and again.
struct DateMemo: Sendable {
    private struct Month {
        var bytes: UInt64 = 0
        /// The day before its first.
        var start: Int32 = 0
        var length: UInt8 = 0
    }

    private static let placesBits: UInt64 = 8
    private var months = [Month](repeating: Month(), count: 1 << placesBits)

    /// The date of a text; nil where it is none.
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
