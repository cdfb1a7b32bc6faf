import CivilCalendar
import ClinicalModel

/// The events of a roster in eight bytes each: a date, and the number of what happened.
///
/// What happened is kept once for all events that say the same. Rows mostly follow one another, so only those are kept that do not.
public struct RosterEvents: Sendable {
    private struct Entry {
        let date: PartialDate
        let content: UInt32
    }

    /// Events whose rows follow one another.
    private struct Run {
        /// The place of the first of them.
        let start: Int
        let row: Int32
    }

    /// What happened, by number.
    public private(set) var contents: [EventContent] = []
    private var entries: [Entry] = []
    private var runs: [Run] = []
    private var nextRow: Int32 = 0
    /// How many things have the same numbers in the events that these are to be added to.
    private let sharedCount: Int

    /// No events.
    public init() { sharedCount = 0 }

    /// No events yet, to be added to others of which all that happened has the same numbers here.
    public init(sharing contents: [EventContent]) {
        self.contents = contents
        sharedCount = contents.count
    }

    /// These events, each thing that happened kept once.
    public init(_ events: some Sequence<Event>) {
        self.init()
        var numbers: [EventContent: UInt32] = [:]
        for event in events {
            append(date: event.date, content: number(of: event.content, in: &numbers), row: event.row)
        }
    }

    /// Enters something that happened, and gives its number.
    public mutating func enter(_ content: EventContent) -> UInt32 {
        contents.append(content)
        return UInt32(truncatingIfNeeded: contents.count - 1)
    }

    /// Adds an event: when, the number of what happened, and its row.
    public mutating func append(date: PartialDate, content: UInt32, row: Int32) {
        if row != nextRow || runs.isEmpty { runs.append(Run(start: entries.count, row: row)) }
        nextRow = row &+ 1
        entries.append(Entry(date: date, content: content))
    }

    /// Adds events whose rows were counted from another line.
    ///
    /// - Parameter numbers: the numbers of all that happened here; what is new is entered.
    public mutating func append(_ other: RosterEvents, rowsBefore: Int32, numbers: inout [EventContent: UInt32]) {
        let here =
            (0..<other.sharedCount).map { UInt32($0) }
            + other.contents[other.sharedCount...].map { number(of: $0, in: &numbers) }
        guard !other.entries.isEmpty else { return }
        for run in other.runs where run.row &+ rowsBefore != nextRow || run.start > 0 || runs.isEmpty {
            runs.append(Run(start: entries.count + run.start, row: run.row &+ rowsBefore))
        }
        nextRow = other.nextRow &+ rowsBefore
        entries.append(
            contentsOf: other.entries.lazy.map { Entry(date: $0.date, content: here[Int($0.content)]) })
    }

    /// The numbers of all that happened, for `append`; of several that are alike the first.
    public var numbers: [EventContent: UInt32] {
        Dictionary(zip(contents, (0..<contents.count).map { UInt32($0) }), uniquingKeysWith: { first, _ in first })
    }

    /// Makes room for so many.
    public mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    /// The same events, put together by owner and in the order they have for each: a counting sort, linear and stable.
    ///
    /// - Parameters:
    ///   - owners: the owners of the events in their order, each with how many events of its follow one another.
    ///   - starts: where the events of each owner are to begin.
    public func grouped(by owners: [(owner: Int32, count: Int32)], starts: [Int]) -> RosterEvents {
        var next = starts
        var places = [Int32](repeating: 0, count: entries.count)
        var index: Int32 = 0
        for (owner, count) in owners {
            for _ in 0..<count {
                places[next[Int(owner)]] = index
                next[Int(owner)] += 1
                index += 1
            }
        }
        let rows = self.rows
        var grouped = RosterEvents()
        grouped.contents = contents
        grouped.reserve(entries.count)
        for place in places.lazy.map(Int.init) {
            grouped.append(date: entries[place].date, content: entries[place].content, row: rows[place])
        }
        return grouped
    }

    private var rows: [Int32] {
        var rows: [Int32] = []
        rows.reserveCapacity(entries.count)
        for (number, run) in runs.enumerated() {
            let end = number + 1 < runs.count ? runs[number + 1].start : entries.count
            for offset in 0..<(end - run.start) { rows.append(run.row &+ Int32(truncatingIfNeeded: offset)) }
        }
        return rows
    }

    private mutating func number(of content: EventContent, in numbers: inout [EventContent: UInt32]) -> UInt32 {
        if let known = numbers[content] { return known }
        let number = enter(content)
        numbers[content] = number
        return number
    }
}

extension RosterEvents: RandomAccessCollection {
    /// Where the events begin.
    public var startIndex: Int { 0 }
    /// Behind the last of them.
    public var endIndex: Int { entries.count }

    /// The event at a place.
    public subscript(place: Int) -> Event {
        let run = runs[lastRun(upTo: place)]
        return Event(
            date: entries[place].date, content: contents[Int(entries[place].content)],
            row: run.row &+ Int32(truncatingIfNeeded: place - run.start))
    }

    /// Calls a body with the date, the number of what happened and the row of each event of a range.
    public func forEach(in range: Range<Int>, _ body: (PartialDate, Int, Int32) throws -> Void) rethrows {
        var run = lastRun(upTo: range.lowerBound)
        for place in range {
            if run + 1 < runs.count, runs[run + 1].start <= place { run += 1 }
            let row = runs[run].row &+ Int32(truncatingIfNeeded: place - runs[run].start)
            try body(entries[place].date, Int(entries[place].content), row)
        }
    }

    /// The events of a range, as values of their own.
    public func events(in range: Range<Int>) -> [Event] {
        [Event](unsafeUninitializedCapacity: range.count) { buffer, count in
            forEach(in: range) { date, content, row in
                (buffer.baseAddress! + count).initialize(to: Event(date: date, content: contents[content], row: row))
                count += 1
            }
        }
    }

    private func lastRun(upTo place: Int) -> Int {
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].start <= place { low = middle } else { high = middle }
        }
        return low
    }
}
