import CivilCalendar
import ClinicalModel

/// The rows of `events.csv`, read into events in file order, each with the number of its patient.
struct EventRows {
    private(set) var events: [Event] = []
    /// For each event, the number of its patient.
    private(set) var owners: [Int32] = []
    /// Whether the owners never decrease, so that nothing need be sorted.
    private(set) var isGrouped = true
    /// For each patient, how many rows were set aside.
    private(set) var rejectedRows: [Int32]
    private(set) var log = FaultLog(file: .events)
    /// How many rows were set aside.
    private(set) var rejectedRowCount = 0
    /// How many of them name no patient of the roster.
    private(set) var orphanRowCount = 0
    private(set) var agents = AgentTable()

    private var problems: [RowProblem] = []
    private var lastOwner = 0

    /// Reads all rows of the patients with these record numbers.
    init(
        _ records: inout CSVRecords<some ByteSource>, header: Header<EventColumn>, vocabulary: EventVocabulary,
        mrns: ByteStringTable
    ) throws(FileFault) {
        rejectedRows = [Int32](repeating: 0, count: mrns.count)
        if let problem = header.unknownColumns { log.add(problem, row: records.row) }
        let columns = EventColumnIndices(header)
        while try records.next() { readRow(&records, columns, header.count, vocabulary, mrns) }
    }

    private mutating func readRow(
        _ records: inout CSVRecords<some ByteSource>, _ columns: EventColumnIndices, _ fieldCount: Int,
        _ vocabulary: EventVocabulary, _ mrns: ByteStringTable
    ) {
        let mrn = records.field(columns.mrn)
        let owner = owner(of: mrn, mrns)
        var date: PartialDate?
        var content: EventContent?
        if records.isMalformed {
            problems.append(RowProblem(.textAfterQuote, column: nil))
        } else if records.fieldCount != fieldCount {
            problems.append(
                RowProblem(.wrongFieldCount, column: nil, expected: fieldCount, found: records.fieldCount))
        } else {
            if owner == nil { problems.append(RowProblem(mrn.isEmpty ? .missingMRN : .unknownMRN, column: "mrn")) }
            let fields = EventFields(
                date: records.field(columns.date), event: records.field(columns.event),
                detail: records.field(columns.detail), result: records.field(columns.result),
                site: records.field(columns.site), count: records.field(columns.count),
                size: records.field(columns.size), value: records.field(columns.value))
            date = vocabulary.date(of: fields, problems: &problems)
            content = vocabulary.content(of: fields, agents: &agents, problems: &problems)
            if owner == nil, !mrn.isEmpty { orphanRowCount += 1 }
        }
        if !problems.isEmpty { logProblems(row: records.row) }
        guard let owner, let date, let content else {
            rejectedRowCount += 1
            if let owner { rejectedRows[owner] += 1 }
            return
        }
        if events.count == 65_536 { reserve(expecting: records.expectedSize, after: records.byteCount) }
        isGrouped = isGrouped && owner >= Int(owners.last ?? 0)
        events.append(Event(date: date, content: content, row: Int32(truncatingIfNeeded: records.row)))
        owners.append(Int32(truncatingIfNeeded: owner))
    }

    private mutating func owner(of mrn: FieldBytes, _ mrns: ByteStringTable) -> Int? {
        // Exports mostly list a patient's events together.
        if lastOwner < mrns.count, mrns.isEqual(lastOwner, mrn) { return lastOwner }
        guard let owner = mrns.index(of: mrn) else { return nil }
        lastOwner = owner
        return owner
    }

    private mutating func logProblems(row: Int) {
        for problem in problems { log.add(problem, row: row) }
        problems.removeAll(keepingCapacity: true)
    }

    /// Makes room for as many events as the rest of the file should hold, so that growing does not copy them over and over.
    private mutating func reserve(expecting size: Int, after bytes: Int) {
        let estimate = Double(events.count) * Double(size) / Double(max(bytes, 1))
        let count = Int(min(estimate * 1.05, Double(size) / 16))
        events.reserveCapacity(count)
        owners.reserveCapacity(count)
    }
}
