import ClinicalModel

/// All patients of a clinic with their events, as read: the input of every evaluation.
///
/// The events of all patients are stored together, those of one patient in file order.
public struct Roster: Sendable {
    /// The patients, in the order of `patients.csv`.
    public let patients: [Patient]
    /// The events of all patients, grouped by patient.
    public let events: RosterEvents
    /// For each patient, the index in `events` of the first event; one entry more than patients, the last being the
    /// end.
    public let eventStarts: [Int]
    /// For each patient, the number of faulty rows set aside.
    public let rejectedRows: [Int32]
    /// Where the events are recorded.
    public let places: EventPlaces
    /// What is noted beside the events, by their rows.
    public let notes: RosterNotes

    /// Creates a roster; `eventStarts` has one entry more than `patients`, `rejectedRows` has as many.
    public init(
        patients: [Patient], events: RosterEvents, eventStarts: [Int], rejectedRows: [Int32],
        places: EventPlaces = .lines, notes: RosterNotes = RosterNotes()
    ) {
        precondition(eventStarts.count == patients.count + 1 && rejectedRows.count == patients.count)
        self.patients = patients
        self.events = events
        self.eventStarts = eventStarts
        self.rejectedRows = rejectedRows
        self.places = places
        self.notes = notes
    }

    /// Creates a roster of patient records, in their order.
    public init(records: [PatientRecord]) {
        var starts = [0]
        var events: [Event] = []
        for record in records {
            events.append(contentsOf: record.events)
            starts.append(events.count)
        }
        self.init(
            patients: records.map(\.patient), events: RosterEvents(events), eventStarts: starts,
            rejectedRows: records.map(\.rejectedRows))
    }

    /// A roster without patients.
    public static let empty = Roster(records: [])

    /// Whether its events came from resources rather than rows.
    public var hasResources: Bool {
        switch places {
        case .lines, .rows: false
        case .resources, .listed: true
        }
    }

    /// Whether its events are recorded anywhere but on the lines of `events.csv`.
    public var hasPlaces: Bool {
        switch places {
        case .lines: false
        case .resources, .rows, .listed: true
        }
    }

    /// Returns where a patient's events are recorded, in the order of their numbers, without duplicates.
    public func eventPlaces(of index: Int) -> [EventPlace] {
        let rows = Set(events.events(in: eventStarts[index]..<eventStarts[index + 1]).map(\.row))
        return rows.sorted().compactMap { places.place(ofRow: Int($0)) }
    }

    /// Returns the record of the patient at this index.
    public func record(at index: Int) -> PatientRecord {
        PatientRecord(
            patient: patients[index], events: events.events(in: eventStarts[index]..<eventStarts[index + 1])[...],
            rejectedRows: rejectedRows[index])
    }
}
