import CivilCalendar

/// A patient's rows as they count on a day: those dated on or before it, in the order in which they are read.
///
/// Rows stand by the first day they may mean, then in file order, with one exception (protocol.md section 1): a drug `stop`
/// or a status `resumed` of a partial date that would end nothing stands right after what it must have ended.
public struct History: Sendable {
    /// The day as of which the rows count.
    public let asOf: CivilDate
    /// The rows that count, in order, without appointments.
    public let rows: [Event]
    /// All appointments of whatever date, in order.
    public let appointments: [Event]
    /// Rows dated later than `asOf`, appointments aside: they do not count yet.
    public let futureRows: [Event]

    /// The history that a patient's events, in file order, make as of a day.
    public init(of events: ArraySlice<Event>, asOf: CivilDate) {
        var counted: [Event] = []
        var appointments: [Event] = []
        var future: [Event] = []
        if events.allSatisfy({ History.counts($0, on: asOf) }) {
            // An array as a whole is taken over without copying it.
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
        rows = VagueEnds.placed(in: History.inOrder(counted))
        self.appointments = History.inOrder(appointments)
        futureRows = History.inOrder(future)
    }

    /// The row at a position.
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
        // The place in the file is part of the key, which makes the order total and so the sort stable.
        let keys = events.indices.map { index in
            Int64(events[index].date.first.daysSinceEpoch) << 32 | Int64(index)
        }
        return keys.sorted().map { events[Int($0 & 0xFFFF_FFFF)] }
    }
}
