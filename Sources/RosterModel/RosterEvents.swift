import CivilCalendar
import ClinicalModel

/// The events of a roster in eight bytes each: a date and the number of its content.
///
/// Identical contents are stored once. Rows are mostly consecutive, so only the first of each run is stored.
public struct RosterEvents: Sendable {
    private struct Entry {
        let date: PartialDate
        let content: UInt32
    }

    /// Events whose rows are consecutive.
    private struct Run {
        /// The index of the first of them.
        let start: Int
        let row: Int32
    }

    /// The distinct contents, by number.
    public private(set) var contents: [EventContent] = []
    private var entries: [Entry] = []
    private var runs: [Run] = []
    private var nextRow: Int32 = 0
    /// The number of contents whose numbers are shared with the events that these will be appended to.
    private let sharedCount: Int

    /// Creates an empty list of events.
    public init() { sharedCount = 0 }

    /// Creates an empty list that will be appended to a list with these contents, and shares their numbers.
    public init(sharing contents: [EventContent]) {
        self.contents = contents
        sharedCount = contents.count
    }

    /// Creates a list of these events, storing each distinct content once.
    public init(_ events: some Sequence<Event>) {
        self.init()
        var numbers: [EventContent: UInt32] = [:]
        for event in events {
            append(date: event.date, content: number(of: event.content, in: &numbers), row: event.row)
        }
    }

    /// Adds a content and returns its number.
    public mutating func enter(_ content: EventContent) -> UInt32 {
        contents.append(content)
        return UInt32(truncatingIfNeeded: contents.count - 1)
    }

    /// Appends an event: its date, the number of its content, and its row.
    public mutating func append(date: PartialDate, content: UInt32, row: Int32) {
        if row != nextRow || runs.isEmpty { runs.append(Run(start: entries.count, row: row)) }
        nextRow = row &+ 1
        entries.append(Entry(date: date, content: content))
    }

    /// Appends events whose row numbers start from a different line.
    ///
    /// - Parameter numbers: the numbers of all contents here; new ones are added.
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

    /// The numbers of all contents, for `append`; the first of equal contents.
    public var numbers: [EventContent: UInt32] {
        Dictionary(zip(contents, (0..<contents.count).map { UInt32($0) }), uniquingKeysWith: { first, _ in first })
    }

    /// Reserves room for `count` events.
    public mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    /// Returns the same events grouped by owner, each group in its original order: a counting sort, linear and stable.
    ///
    /// - Parameters:
    ///   - owners: the owners of the events in order, each with its number of consecutive events.
    ///   - starts: the index at which each owner's events will begin.
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
    /// The index of the first event.
    public var startIndex: Int { 0 }
    /// The index after the last event.
    public var endIndex: Int { entries.count }

    /// Returns the event at an index.
    public subscript(place: Int) -> Event {
        let run = runs[lastRun(upTo: place)]
        return Event(
            date: entries[place].date, content: contents[Int(entries[place].content)],
            row: run.row &+ Int32(truncatingIfNeeded: place - run.start))
    }

    /// Calls `body` for each event of a range, with its date, the number of its content and its row.
    public func forEach(in range: Range<Int>, _ body: (PartialDate, Int, Int32) throws -> Void) rethrows {
        var run = lastRun(upTo: range.lowerBound)
        for place in range {
            if run + 1 < runs.count, runs[run + 1].start <= place { run += 1 }
            let row = runs[run].row &+ Int32(truncatingIfNeeded: place - runs[run].start)
            try body(entries[place].date, Int(entries[place].content), row)
        }
    }

    /// Returns the events of a range as an array.
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
