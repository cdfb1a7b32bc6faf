import CivilCalendar
import ClinicalModel

/// Why something may not be done; it names no person.
public enum ActRefusal: Error, Hashable, Sendable {
    /// The event is dated after today.
    case futureEvent(PartialDate, today: CivilDate)
    /// An appointment is to be booked for a day that has passed.
    case pastBooking(PartialDate, today: CivilDate)
    /// The day of an appointment is not known to the day.
    case vagueBooking(PartialDate)
    /// An appointment is to be booked for a day further away than anything may hold.
    case farBooking(PartialDate, atMost: CivilDate)
    /// No appointment is booked on the day on which one is to be cancelled; the days that are.
    case notBooked(Item, PartialDate, booked: [PartialDate])
    /// An interval is longer than anything that staff lay on an item may hold.
    case longInterval(Interval, Interval)
    /// The same was recorded already, by this act.
    case recordedAlready(act: Int64)
    /// The export has the same in one row and takes it back in a later one.
    case takenBack(EventPlace, by: EventPlace)
    /// An appointment for the item stands on a later day, and only the latest counts.
    case laterBooking(Item, PartialDate)
    /// The item is an emergency, which nothing holds back.
    case emergency(Item)
    /// The patient is not owed the item.
    case notOwed(Item)
    /// The lease needs an item, or must not have one.
    case wrongSubject(LeaseKind)
    /// No reason was given.
    case noReason(String)
    /// No last day was given, and this kind of lease has no standard length.
    case noEnd(LeaseKind)
    /// The last day has passed.
    case endPassed(CivilDate, today: CivilDate)
    /// The last day is further away than leases may hold.
    case tooLong(CivilDate, atMost: CivilDate)
    /// A silence names nothing that it is for.
    case silencesEverything
    /// Nothing waits for a second person.
    case nothingToConfirm(LeaseKind)
    /// The lease holds until another day than the second person said.
    case otherEnd(CivilDate, act: Int64)
    /// The second person is the first.
    case samePerson(act: Int64)
    /// The patient has no such act.
    case noSuchAct(Int64)
    /// The act was undone already.
    case undoneAlready(Int64, by: Int64)

    /// What is the matter, as a word for programs.
    public var kind: String {
        switch self {
        case .futureEvent: "future-event"
        case .pastBooking: "past-booking"
        case .vagueBooking: "vague-booking"
        case .farBooking: "far-booking"
        case .notBooked: "not-booked"
        case .longInterval: "long-interval"
        case .recordedAlready: "recorded-already"
        case .takenBack: "taken-back"
        case .laterBooking: "later-booking"
        case .emergency: "emergency"
        case .notOwed: "not-owed"
        case .wrongSubject: "wrong-subject"
        case .noReason: "no-reason"
        case .noEnd: "no-end"
        case .endPassed: "end-passed"
        case .tooLong: "too-long"
        case .silencesEverything: "silences-everything"
        case .nothingToConfirm: "nothing-to-confirm"
        case .otherEnd: "other-end"
        case .samePerson: "same-person"
        case .noSuchAct: "no-such-act"
        case .undoneAlready: "undone-already"
        }
    }

    /// What is wrong.
    public var problem: String {
        switch self {
        case .futureEvent(let date, let today): "the event is dated \(date), and today is \(today)"
        case .pastBooking(let date, let today): "the appointment is for \(date), and today is \(today)"
        case .vagueBooking(let date): "the appointment is for \(date), which is no day"
        case .farBooking(let date, let most): "the appointment is for \(date), after \(most)"
        case .notBooked(let item, let date, _): "no appointment for \(item.rawValue) is booked on \(date)"
        case .longInterval(let interval, let most): "the interval of \(interval) is longer than \(most)"
        case .recordedAlready(let act): "the same is recorded already, by act \(act)"
        case .takenBack(let place, let later): "the export has it at \(place) and takes it back at \(later)"
        case .laterBooking(_, let date): "an appointment for it stands on \(date), and only the latest counts"
        case .emergency(let item): "\(item.rawValue) is an emergency, which nothing holds back"
        case .notOwed(let item): "the patient is not owed \(item.rawValue)"
        case .wrongSubject(let kind):
            kind.isOfPatient ? "\(kind.rawValue) is of a patient, not of an item" : "\(kind.rawValue) needs an item"
        case .noReason(let verb): "\(verb) needs a reason"
        case .noEnd(let kind): "\(kind.rawValue) needs a last day"
        case .endPassed(let date, let today): "the last day, \(date), is before today, \(today)"
        case .tooLong(let date, let most): "the last day, \(date), is after \(most), the longest a lease may hold"
        case .silencesEverything: "the silence names no clinic, clinician, urgency or item"
        case .nothingToConfirm(let kind): "no \(kind.rawValue) here waits for a second person"
        case .otherEnd(let date, let act): "act \(act) holds until \(date)"
        case .samePerson(let act): "act \(act) is your own; the second person must be another"
        case .noSuchAct(let act): "there is no act \(act) of this patient"
        case .undoneAlready(let act, let by): "act \(act) was undone already, by act \(by)"
        }
    }

    /// What to do.
    public var remedy: String {
        switch self {
        case .futureEvent: "record what has happened; what is planned is an appointment"
        case .pastBooking: "book a day to come, or record what happened on that day"
        case .vagueBooking: "give the day: YYYY-MM-DD"
        case .farBooking: "look at the year; an appointment so far away is booked when it is nearer"
        case .notBooked(_, _, let booked):
            booked.isEmpty
                ? "none is booked; see: cnswatch show MRN"
                : "booked is \(booked.map(\.description).joined(separator: ", "))"
        case .longInterval:
            "look at the letter behind the number: d, w or m; what is to be longer belongs into the export"
        case .recordedAlready(let act): "nothing is to be done; to correct it, undo act \(act) and record it anew"
        case .takenBack: "have it corrected where the export comes from, or record another day"
        case .laterBooking(let item, let date):
            "if it is moved forward: cnswatch book MRN \(item.rawValue) DATE --move; to cancel that one: "
                + "cnswatch cancel MRN \(item.rawValue) \(date)"
        case .emergency: "see to it now; to say that you do: cnswatch ack"
        case .notOwed: "see what is owed: cnswatch show"
        case .wrongSubject(let kind): kind.isOfPatient ? "leave out the item" : "name the item, such as brain-mri"
        case .noReason: "say why, with --reason"
        case .noEnd: "say until when, with --until"
        case .endPassed: "give a day to come"
        case .tooLong: "give an earlier day; it can be laid again when it is over"
        case .silencesEverything: "say what it is for, such as --item mammogram"
        case .nothingToConfirm: "see what waits: cnswatch show"
        case .otherEnd(let date, _): "look at it again; to confirm it as it is: --second --until \(date)"
        case .samePerson: "ask a colleague to confirm it"
        case .noSuchAct: "see the numbers of the acts: cnswatch show"
        case .undoneAlready: "to bring it back, undo the undoing"
        }
    }
}

extension ActRefusal: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String { "\(problem); \(remedy)" }
}
