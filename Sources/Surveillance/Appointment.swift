import CivilCalendar
import ClinicalModel

/// What is known of the appointments for an owed item (protocol.md section 7). They never edit its clinical status.
public struct Appointment: Hashable, Sendable {
    /// Where the latest appointment stands.
    public enum State: Hashable, Sendable {
        /// There is none, or the latest was cancelled.
        case none
        /// Booked, and not past.
        case booked(PartialDate)
        /// Booked for a day after *latest*: still a problem.
        case bookedLate(PartialDate)
        /// The patient did not come, or the day has passed without what it was for.
        case missed(PartialDate)
    }

    /// Where the latest appointment stands.
    public let state: State
    /// How many appointments were missed since the item's anchor.
    public let misses: Int

    /// The day for which it is booked, late or not.
    public var booked: PartialDate? {
        switch state {
        case .booked(let date), .bookedLate(let date): date
        case .none, .missed: nil
        }
    }

    /// The day of the appointment that was missed last, where no other is booked since.
    public var missed: PartialDate? {
        switch state {
        case .missed(let date): date
        case .none, .booked, .bookedLate: nil
        }
    }

    /// Nothing booked, nothing missed.
    public static let none = Appointment(state: .none, misses: 0)

    private init(state: State, misses: Int) {
        self.state = state
        self.misses = misses
    }

    /// The appointments for an item with this anchor and *latest* date; an appointment counts as kept when what it was
    /// for is recorded on its day or within `keptWithin` after it.
    init(for item: Item, in history: History, from anchor: PartialDate, latest: CivilDate, keptWithin: Interval) {
        var state = State.none
        var missedDates: Set<PartialDate> = []
        for event in history.appointments where event.date.first >= anchor.first {
            guard case .appointment(let appointed, let result) = event.content, appointed == item else { continue }
            let day = event.date.first
            let isPast = day < history.asOf
            missedDates.remove(event.date)
            switch result {
            case .cancelled:
                state = .none
            case .missed:
                state = .missed(event.date)
                missedDates.insert(event.date)
            case .booked where !isPast:
                state = day > latest ? .bookedLate(event.date) : .booked(event.date)
            case .booked where Appointment.isKept(item, in: history, from: day, until: day + keptWithin):
                state = .none
            case .booked:
                state = .missed(event.date)
                missedDates.insert(event.date)
            }
        }
        self.init(state: state, misses: missedDates.count)
    }

    private static func isKept(_ item: Item, in history: History, from first: CivilDate, until last: CivilDate) -> Bool
    {
        history.rows.contains { row in
            row.date.first >= first && row.date.first <= last && row.content.fulfils(item)
        }
    }
}

extension EventContent {
    /// Whether a row records what an appointment for an item was made for.
    func fulfils(_ item: Item) -> Bool {
        switch (item, self) {
        case (.brainMRI, .brainImaging), (.spineMRI, .bodyImaging(.mriSpine, _)), (.treatmentDecision, .decision),
            (.trialEvaluation, .decision(.trialEvaluated)), (.biopsy, .biopsy), (.csf, .csf), (.visit, .visit),
            (.mammogram, .bodyImaging(.mammogram, _)), (.cardiacFunction, .performance(.lvef, _)), (.reOffer, .status):
            true
        default: false
        }
    }

    /// Whether a row can be the doing of an item: what fulfils it, and for a decision on treatment a treatment too.
    func isDoing(of item: Item) -> Bool {
        switch (item, self) {
        case (.treatmentDecision, .surgery(.brainResection)), (.treatmentDecision, .radiotherapy),
            (.treatmentDecision, .drug(_, .start)):
            true
        default: fulfils(item)
        }
    }
}
