import CivilCalendar
import ClinicalModel

/// What stands of the appointments for an item, day by day: the last word on each.
struct Bookings {
    private var lastWords: [PartialDate: AppointmentResult] = [:]

    /// The appointments for an item in a history.
    init(for item: Item, in history: History) {
        for event in history.appointments {
            guard case .appointment(item, let result) = event.content else { continue }
            lastWords[event.date] = result
        }
    }

    /// The last word on a day; nil where there is none.
    subscript(date: PartialDate) -> AppointmentResult? { lastWords[date] }

    /// The days from this one on that are booked, in order.
    func booked(from day: CivilDate) -> [PartialDate] {
        lastWords.filter { $0.value == .booked && $0.key.first >= day }.map(\.key).sorted { $0.first < $1.first }
    }
}
