import CivilCalendar
import ClinicalModel

/// What all patients will need, week by week, by item and clinic.
public struct Forecast: Sendable {
    /// What is counted together.
    public struct Key: Hashable, Sendable {
        /// The Monday of the week; nil for what was due before the first week and has no appointment.
        public let week: CivilDate?
        /// What is to be done.
        public let item: Item
        /// The clinic of the patient; empty where none is recorded.
        public let clinic: String
    }

    /// How many there are of each kind.
    public struct Count: Hashable, Sendable {
        /// Owed, with an appointment.
        public var booked = 0
        /// Owed, without an appointment.
        public var unbooked = 0
        /// What follows if what is owed is done on its day and finds nothing new.
        public var projected = 0
    }

    /// The Monday of the week in which the day of the forecast lies.
    public let firstWeek: CivilDate
    /// How many weeks.
    public let weeks: Int
    /// The counts; what is zero has none.
    public private(set) var counts: [Key: Count] = [:]
    /// How many owed items lie after the last week.
    public private(set) var later = 0

    /// A forecast of nobody yet, for so many weeks from that of a day on.
    public init(from day: CivilDate, weeks: Int) {
        firstWeek = Forecast.monday(of: day)
        self.weeks = weeks
    }

    /// The last day of it.
    public var last: CivilDate { firstWeek + .days(7 * weeks - 1) }

    /// The Monday of the week of a day.
    public static func monday(of day: CivilDate) -> CivilDate { day + .days(1 - day.weekday) }

    /// Counts a patient of a clinic; an item that is given leaves out all others.
    public mutating func add(_ patient: PatientForecast, clinic: String, only item: Item? = nil) {
        for occasion in patient.occasions where item == nil || item == occasion.item {
            if occasion.day > last {
                later += 1
                continue
            }
            let week = occasion.day < firstWeek ? nil : Forecast.monday(of: occasion.day)
            let key = Key(week: week, item: occasion.item, clinic: clinic)
            switch occasion.standing {
            case .booked: counts[key, default: Count()].booked += 1
            case .unbooked: counts[key, default: Count()].unbooked += 1
            case .projected: counts[key, default: Count()].projected += 1
            }
        }
    }
}

/// What one patient will need, from a day on: what is owed by the record as it is, and what follows from it.
///
/// Each owed item is one occasion, on the day of its appointment, or on its due date without one. What follows is found by
/// planning again: the items that repeat are supposed to be done, each on its day (what is overdue on the day of the forecast),
/// with a result that changes nothing. Decisions, biopsies and other items that do not repeat are never supposed to be done.
public struct PatientForecast: Sendable {
    /// The occasions: the owed ones whenever they are, the projected ones up to the last day.
    public let occasions: [ExpectedOccasion]

    /// The forecast for a patient from a day up to and including another.
    public init(for record: PatientRecord, _ protocols: ProtocolSet, from today: CivilDate, through last: CivilDate) {
        var plan = PatientPlan(for: record, protocols, asOf: today)
        var occasions = plan.items.map { ExpectedOccasion(owed: $0) }
        // The first time of each of them is counted already.
        var awaited = Set(plan.items.map(\.item))
        var spent: Set<Item> = []
        var day = today
        var events = Array(record.events)
        while let next = PatientForecast.next(in: plan, onOrAfter: day, through: last, except: spent) {
            let item = next.owed.item
            if awaited.remove(item) == nil {
                occasions.append(ExpectedOccasion(item: item, day: next.day, standing: .projected))
            }
            day = next.day
            // Its appointment is kept, and is none for what follows.
            events.removeAll { $0.date.first <= next.day && $0.content.isAppointment(for: item) }
            events.append(Event(date: PartialDate(day), content: next.result, row: 0))
            plan = PatientPlan(
                for: PatientRecord(patient: record.patient, events: events[...], rejectedRows: record.rejectedRows),
                protocols, asOf: day)
            // What it does not put off would be supposed to be done for ever.
            if plan.items.contains(where: { $0.item == item && ExpectedOccasion(owed: $0).day <= day }) {
                spent.insert(item)
            }
        }
        self.occasions = occasions
    }

    private static func next(
        in plan: PatientPlan, onOrAfter day: CivilDate, through last: CivilDate, except spent: Set<Item>
    ) -> (owed: OwedItem, day: CivilDate, result: EventContent)? {
        var next: (owed: OwedItem, day: CivilDate, result: EventContent)?
        for owed in plan.items where !spent.contains(owed.item) {
            guard let result = plan.uneventfulResult(of: owed) else { continue }
            let own = max(ExpectedOccasion(owed: owed).day, day)
            if own <= last, own < next?.day ?? .latest { next = (owed, own, result) }
        }
        return next
    }
}

extension EventContent {
    fileprivate func isAppointment(for item: Item) -> Bool {
        guard case .appointment(item, _) = self else { return false }
        return true
    }
}

extension ExpectedOccasion {
    /// The occasion of an owed item.
    init(owed: OwedItem) {
        item = owed.item
        (day, standing) = owed.booked.map { ($0.first, .booked) } ?? (owed.due, .unbooked)
    }
}

extension PatientPlan {
    /// The result of an owed item that finds nothing new; nil for what does not repeat, whose outcome nobody should suppose.
    public func uneventfulResult(of owed: OwedItem) -> EventContent? {
        let facts = assessment.facts
        switch owed.item {
        case .brainMRI:
            return .brainImaging(
                facts.isMRIContraindicated ? .ct : .mri, facts.F == nil ? .negative : .stable, .unrecorded)
        case .spineMRI: return .bodyImaging(.mriSpine, .negative)
        case .mammogram: return .bodyImaging(.mammogram, .negative)
        case .visit: return .visit
        case .cardiacFunction: return .performance(.lvef, thousandths: 60_000)
        case .csf: return owed.rule == .intrathecalTherapy ? .csf(.negative) : nil
        case .treatmentDecision, .trialEvaluation, .biopsy, .reOffer, .dataCorrection: return nil
        }
    }
}

/// An occasion on which an item will take up somebody's time.
public struct ExpectedOccasion: Hashable, Sendable {
    /// How sure it is.
    public enum Standing: Hashable, Sendable {
        /// Owed, with an appointment.
        case booked
        /// Owed, without an appointment.
        case unbooked
        /// Not owed yet: it follows if what is owed is done on its day and finds nothing new.
        case projected
    }

    /// What is to be done.
    public let item: Item
    /// The day of the appointment; without one the due date, which may be past.
    public let day: CivilDate
    /// How sure it is.
    public let standing: Standing
}
