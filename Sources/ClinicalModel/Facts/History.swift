import CivilCalendar

/// A patient's rows that count on a day: those dated on or before it, in the order in which they are read.
///
/// Rows are ordered by the first day they may mean, then in file order, with one exception (protocol.md section 1): a
/// drug `stop` or a status `resumed` of a partial date that would end nothing comes right after the row that it must
/// have ended.
public struct History: Sendable {
    /// The day as of which the rows count.
    public let asOf: CivilDate
    /// The rows that count, in order, without appointments.
    public let rows: [Event]
    /// All appointments, of any date, in order.
    public let appointments: [Event]
    /// Rows dated after `asOf`, except appointments: they do not count yet.
    public let futureRows: [Event]

    /// Creates the history of a patient's events, given in file order, as of a day.
    public init(of events: ArraySlice<Event>, asOf: CivilDate) {
        var counted: [Event] = []
        var appointments: [Event] = []
        var future: [Event] = []
        if events.allSatisfy({ History.counts($0, on: asOf) }) {
            // A whole array is taken over without copying it.
            counted = Array(events)
        } else {
            counted.reserveCapacity(events.count)
            for event in events {
                if case .appointment = event.content {
                    appointments.append(event)
                } else if History.counts(event, on: asOf) {
                    counted.append(event)
                } else {
                    future.append(event)
                }
            }
        }
        self.asOf = asOf
        rows = PartialEndDates.placed(in: History.inOrder(counted))
        self.appointments = History.inOrder(appointments)
        futureRows = History.inOrder(future)
    }

    /// Returns the row of an occurrence.
    public subscript(occurrence: Occurrence) -> Event { rows[occurrence.position] }

    private static func counts(_ event: Event, on day: CivilDate) -> Bool {
        if case .appointment = event.content { return false }
        return event.date.first <= day
    }

    private static func inOrder(_ events: [Event]) -> [Event] {
        var isInOrder = true
        var previous = CivilDate.earliest
        for event in events {
            let first = event.date.first
            if first < previous {
                isInOrder = false
                break
            }
            previous = first
        }
        if isInOrder { return events }
        // The position in the file is part of the key, so the order is total and the sort stable.
        let keys = events.indices.map { index in
            Int64(events[index].date.first.daysSinceEpoch) << 32 | Int64(index)
        }
        return keys.sorted().map { events[Int($0 & 0xFFFF_FFFF)] }
    }
}

/// Places a drug `stop` or a status `resumed` of a partial date.
///
/// "Stopped 2025-03" would come on the first of March, before a start on the tenth, and end nothing. If no course of
/// that agent (or no suspending status) is open there, it is placed right after the first such opener inside its span
/// (protocol.md section 1, *Order*).
enum PartialEndDates {
    private enum Subject: Hashable {
        case course(Agent)
        case suspension
    }

    private enum Role {
        case opens(Subject)
        case ends(Subject)
    }

    /// Returns the rows, sorted by their first days, with their vague ends placed.
    static func placed(in rows: [Event]) -> [Event] {
        guard rows.contains(where: isVagueEnd) else { return rows }
        var open: Set<Subject> = []
        var movedAfter: [Int: [Int]] = [:]
        var moved: Set<Int> = []
        for (position, row) in rows.enumerated() {
            switch role(of: row) {
            case .opens(let subject):
                open.insert(subject)
            case .ends(let subject):
                let endsNothing = open.remove(subject) == nil
                if endsNothing, !row.date.isExact, let opener = opener(of: subject, in: rows, after: position) {
                    movedAfter[opener, default: []].append(position)
                    moved.insert(position)
                }
            case nil:
                break
            }
        }
        if moved.isEmpty { return rows }
        var placed: [Event] = []
        placed.reserveCapacity(rows.count)
        for (position, row) in rows.enumerated() {
            if !moved.contains(position) { placed.append(row) }
            for end in movedAfter[position] ?? [] { placed.append(rows[end]) }
        }
        return placed
    }

    private static func isVagueEnd(_ row: Event) -> Bool {
        guard !row.date.isExact, case .ends = role(of: row) else { return false }
        return true
    }

    private static func opener(of subject: Subject, in rows: [Event], after position: Int) -> Int? {
        let last = rows[position].date.last
        for candidate in (position + 1)..<rows.count {
            if rows[candidate].date.first > last { return nil }
            if case .opens(let opened)? = role(of: rows[candidate]), opened == subject { return candidate }
        }
        return nil
    }

    private static func role(of row: Event) -> Role? {
        switch row.content {
        case .drug(let agent, .start): .opens(.course(agent))
        case .drug(let agent, .stop): .ends(.course(agent))
        case .status(.hospice), .status(.declined), .status(.transferred): .opens(.suspension)
        case .status(.resumed): .ends(.suspension)
        default: nil
        }
    }
}

/// A row of a history, identified by its position and its date.
public struct Occurrence: Hashable, Sendable {
    /// The index in `History.rows`; a smaller one is earlier.
    @inlinable public var position: Int { Int(storedPosition) }
    /// The date of the row.
    public let date: PartialDate

    // Eight bytes in all: a patient has about a hundred of them.
    @usableFromInline let storedPosition: Int32

    /// Creates an occurrence at this position, with this date.
    public init(position: Int, date: PartialDate) {
        storedPosition = Int32(truncatingIfNeeded: position)
        self.date = date
    }

    /// Returns the first of these rows; nil if there is none.
    public static func first(_ rows: Occurrence?...) -> Occurrence? {
        var first: Occurrence?
        for case let row? in rows where first.map({ row.stands(before: $0) }) ?? true { first = row }
        return first
    }

    /// Returns whether this row precedes the other.
    public func stands(before other: Occurrence) -> Bool { position < other.position }
}

/// Rows of one kind in order, which can be queried for what happened since a date.
///
/// Most kinds of row occur a few times or never: the first few are stored inline, only further ones on the heap.
public struct Occurrences: Sendable {
    private static let inPlace = 4
    private var first4 = InlineArray<4, Occurrence>(repeating: Occurrence(position: 0, date: PartialDate(.earliest)))
    private var further: [Occurrence] = []
    // For an exact date the latest first day decides alone; only dates written alike need the partial ones.
    private var latestFirst = CivilDate.earliest
    private var hasPartialDates = false
    /// The number of rows.
    public private(set) var count = 0

    mutating func append(_ occurrence: Occurrence) {
        if count < Occurrences.inPlace { first4[count] = occurrence } else { further.append(occurrence) }
        count += 1
        latestFirst = Swift.max(latestFirst, occurrence.date.first)
        if !occurrence.date.isExact { hasPartialDates = true }
    }

    /// The latest row.
    public var latest: Occurrence? { count == 0 ? nil : self[count - 1] }

    /// Returns whether any row is since this date.
    public func includesAny(since date: PartialDate) -> Bool {
        guard count > 0 else { return false }
        if latestFirst >= date.last { return true }
        return hasPartialDates && !date.isExact && contains { $0.date == date }
    }

    /// Returns the first row since this date.
    public func first(since date: PartialDate) -> Occurrence? {
        includesAny(since: date) ? first { $0.date.isSince(date) } : nil
    }

    /// Returns the latest row since this date.
    public func latest(since date: PartialDate) -> Occurrence? {
        includesAny(since: date) ? last { $0.date.isSince(date) } : nil
    }

    /// Returns the number of rows since this date.
    public func count(since date: PartialDate) -> Int {
        includesAny(since: date) ? count { $0.date.isSince(date) } : 0
    }
}

extension Occurrences: RandomAccessCollection {
    /// The index of the first row.
    public var startIndex: Int { 0 }
    /// The index after the last row.
    public var endIndex: Int { count }

    /// Returns the row at an index.
    public subscript(place: Int) -> Occurrence {
        place < Occurrences.inPlace ? first4[place] : further[place - Occurrences.inPlace]
    }
}
