import CivilCalendar
import ClinicalModel
import RosterModel
import Surveillance

/// Decides whether what a person asks to do for a patient may be done, and says what it would change; it does nothing.
///
/// The one place where it is decided what staff may do: acting, trying out (`--dry-run`) and asking (`what-if`) go through it.
public struct ActValidator: Sendable {
    /// What the export holds of the patient.
    public let exported: PatientRecord
    /// Where the export's records stand.
    public let places: EventPlaces
    /// What staff did so far.
    public let workflow: Workflow
    /// The protocol in force.
    public let protocols: ProtocolSet
    /// The civil day at the clinic.
    public let today: CivilDate
    /// How long leases may hold.
    public let limits: LeaseLimits

    let plan: PatientPlan

    /// A validator of acts for this patient on this day.
    public init(
        exported: PatientRecord, places: EventPlaces, workflow: Workflow,
        protocols: ProtocolSet, today: CivilDate, limits: LeaseLimits
    ) {
        self.exported = exported
        self.places = places
        self.workflow = workflow
        self.protocols = protocols
        self.today = today
        self.limits = limits
        plan = PatientPlan(for: MergedRecord(exported, workflow).record, protocols, asOf: today)
    }

    /// What a command of a person comes to. Throws where it may not be done.
    public func preview(of command: ActCommand<Event>, by who: StaffMember) throws(ActRefusal) -> ActPreview {
        switch command {
        case .record(let event, let note): try record(event, note, who)
        case .lease(let kind, let item, let until, let reason): try lease(kind, item, until, reason, who)
        case .second(let kind, let item, let until): try second(kind, item, until, who)
        case .undo(let act, let reason): try undo(act, reason, who)
        }
    }

    private func lease(
        _ kind: LeaseKind, _ item: Item?, _ until: CivilDate?, _ reason: String, _ who: StaffMember
    ) throws(ActRefusal) -> ActPreview {
        guard kind.isOfPatient == (item == nil) else { throw .wrongSubject(kind) }
        let owed = plan.items.first { $0.item == item }
        if let item, owed == nil { throw .notOwed(item) }
        if reason.isEmpty, kind != .ack { throw .noReason(kind.rawValue) }
        if kind.masks, let item, owed?.urgency == .emergency { throw .emergency(item) }
        guard let end = until ?? limits.standard(kind).map({ today + $0 }) else { throw .noEnd(kind) }
        if end < today { throw .endPassed(end, today: today) }
        if end > today + limits.atMost { throw .tooLong(end, atMost: today + limits.atMost) }
        let terms = LeaseTerms(
            kind: kind, item: item, until: end, reason: reason, occasion: owed.map { LeaseTerms.Occasion($0) })
        let lease = Lease(act: Act.supposed, who: who, since: today, terms: terms, second: nil)
        var wantsSecond: String?
        if lease.wantsSecond {
            wantsSecond =
                owed.map { "past its latest date, \($0.latest), it holds once a second person confirms it" }
                ?? "it holds once a second person confirms it"
        }
        return preview(.lease(terms), item: item, wantsSecond: wantsSecond, until: end, by: who)
    }

    private func second(
        _ kind: LeaseKind, _ item: Item?, _ until: CivilDate?, _ who: StaffMember
    ) throws(ActRefusal) -> ActPreview {
        guard kind.isOfPatient == (item == nil) else { throw .wrongSubject(kind) }
        guard
            let lease = workflow.leases.last(where: { $0.terms.kind == kind && $0.terms.item == item }),
            lease.terms.until >= today, lease.wantsSecond
        else { throw .nothingToConfirm(kind) }
        if lease.who.uid == who.uid { throw .samePerson(act: lease.act) }
        // The second person names the end they confirm: the lease may have been replaced since they looked at it.
        if until != lease.terms.until { throw .otherEnd(lease.terms.until, act: lease.act) }
        return preview(.second(of: lease.act), item: item, until: lease.terms.until, by: who)
    }

    private func undo(_ number: Int64, _ reason: String, _ who: StaffMember) throws(ActRefusal) -> ActPreview {
        guard let act = workflow.acts.first(where: { $0.id == number }) else { throw .noSuchAct(number) }
        if let by = workflow.undone[number] { throw .undoneAlready(number, by: by) }
        if reason.isEmpty { throw .noReason("undo") }
        var undoing = preview(.undo(of: number, reason: reason), item: workflow.item(of: act), by: who)
        let standings = MergedRecord(exported, workflow).standings
        if case .merged(let row)? = standings.first(where: { $0.act == number })?.standing {
            undoing.warnings.append("the export says the same at \(place(ofRow: row)), and that stays")
        }
        return undoing
    }

    /// Where a row of the export stands.
    func place(ofRow row: Int32) -> EventPlace {
        places.place(ofRow: Int(row)) ?? EventPlace(file: "the export", line: Int(row))
    }

    /// What an act comes to: what is different in the plan and in what holds the items back. `warnings` are of the plan then.
    private func preview(
        _ content: Act.Content, item: Item?, wantsSecond: String? = nil, until: CivilDate? = nil,
        standing: MergedRecord.Standing? = nil, warnings: (PatientPlan, [Change]) -> [String] = { _, _ in [] },
        by who: StaffMember
    ) -> ActPreview {
        let act = Act(id: Act.supposed, at: 0, day: today, who: who, content: content)
        let then = Workflow(workflow.acts + [act])
        let planThen = PatientPlan(for: MergedRecord(exported, then).record, protocols, asOf: today)
        let planned = PlanDifference.changes(from: plan, to: planThen)
        let changes =
            planned
            + HoldDifference.changes(from: (workflow, plan), to: (then, planThen), on: today)
        return ActPreview(
            patient: exported.patient, content: content, words: content.words, item: item,
            changes: changes, wantsSecond: wantsSecond, until: until, standing: standing,
            exported: standing?.place(places),
            pressure: content.isOfTheRecord
                ? Pressure(from: plan, to: planThen, planned) : nil,
            warnings: warnings(planThen, changes))
    }
}

/// Whether an event may be recorded.
extension ActValidator {
    func record(_ event: Event, _ note: String, _ who: StaffMember) throws(ActRefusal) -> ActPreview {
        try check(event, note)
        // A booking that was cancelled since may be made again for the same day: only the latest word counts.
        let latest = workflow.recorded.last { other in
            other.fact.event.content.isFollowed(by: event.content) && other.fact.event.date == event.date
        }
        if let latest, latest.fact.event.content == event.content { throw .recordedAlready(act: latest.act.id) }
        let standing = MergedRecord.standing(ofNext: event, exported, workflow)
        if case .merged(let row) = standing, let later = takesBack(event, from: row) {
            throw .takenBack(place(ofRow: row), by: place(ofRow: later))
        }
        return preview(
            .record(RecordedFact(event, note: note)), item: event.content.item, standing: standing,
            warnings: { then, changes in warnings(of: event, changes, then) }, by: who)
    }

    /// Refuses what cannot be, or may not be by one person's word without a reason and a limit.
    private func check(_ event: Event, _ note: String) throws(ActRefusal) {
        switch event.content {
        case .appointment(let item, let result): try check(result, of: item, on: event.date)
        case .interval(_, let interval):
            if note.isEmpty { throw .noReason("interval") }
            if let interval, today + interval > today + limits.atMost { throw .longInterval(interval, limits.atMost) }
        case .status: if note.isEmpty { throw .noReason("status") }
        default: break
        }
        if case .appointment(_, .booked) = event.content { return }
        if event.date.first > today, event.content.item == nil || isMissed(event) {
            throw .futureEvent(event.date, today: today)
        }
    }

    private func isMissed(_ event: Event) -> Bool {
        if case .appointment(_, .missed) = event.content { true } else { false }
    }

    private func check(_ result: AppointmentResult, of item: Item, on date: PartialDate) throws(ActRefusal) {
        let bookings = Bookings(for: item, in: plan.assessment.facts.history)
        switch result {
        case .booked:
            guard date.first == date.last else { throw .vagueBooking(date) }
            if date.last < today { throw .pastBooking(date, today: today) }
            if date.first > today + limits.atMost { throw .farBooking(date, atMost: today + limits.atMost) }
            // Of several only the latest counts (protocol.md section 7).
            let later = bookings.booked(from: today).last { $0.first > date.first }
            if let later { throw .laterBooking(item, later) }
        case .cancelled:
            if bookings[date] != .booked { throw .notBooked(item, date, booked: bookings.booked(from: today)) }
        case .missed: break
        }
    }

    /// The export's row of the same day that takes back what this row says, or is itself what does; nil where none does.
    private func takesBack(_ event: Event, from row: Int32) -> Int32? {
        guard !event.content.isAnswer else { return nil }
        let last = exported.events.last { other in
            other.row >= row && other.date == event.date && event.content.isFollowed(by: other.content)
        }
        return last.flatMap { $0.content == event.content ? nil : $0.row }
    }

    /// What may be recorded and is doubtful.
    private func warnings(of event: Event, _ changes: [Change], _ then: PatientPlan) -> [String] {
        let history = plan.assessment.facts.history
        switch event.content {
        case .appointment(let item, .booked):
            var warnings = Bookings(for: item, in: history).booked(from: today).filter { $0 != event.date }.map {
                other in
                "the appointment of \(other) stays booked and will count as missed; to cancel it: "
                    + "cnswatch cancel MRN \(item.rawValue) \(other)"
            }
            guard let owed = plan.items.first(where: { $0.item == item }) else {
                return warnings + ["\(item.rawValue) is not owed now; the booking is kept for when it is"]
            }
            let late = event.date.first.days(since: owed.followUp.leadingWindow.latest)
            if owed.urgency.isReckonedFromFirstDay, late > 0 {
                let what = owed.urgency == .emergency ? "an emergency" : owed.urgency.rawValue
                warnings.append(
                    "\(item.rawValue) is \(what) and this is \(Pluralised(late, "day")) after its latest date, "
                        + "\(owed.followUp.leadingWindow.latest): it stays on every list, and an earlier day is to be found"
                )
            }
            return warnings
        case .appointment(let item, .missed) where Bookings(for: item, in: history)[event.date] != .booked:
            return ["no appointment for \(item.rawValue) was booked on \(event.date)"]
        case .interval where changes.isEmpty:
            return ["no date changes now: it is reckoned from what is done next"]
        default: return overtaken(then)
        }
    }

    /// Bookings whose item was answered by what is recorded: they would count for the next occasion.
    private func overtaken(_ then: PatientPlan) -> [String] {
        plan.items.flatMap { owed -> [String] in
            if then.items.first(where: { $0.item == owed.item })?.anchor == owed.anchor { return [] }
            return Bookings(for: owed.item, in: then.assessment.facts.history).booked(from: today).map { date in
                "the appointment of \(date) for \(owed.item.rawValue) stands; if it is no longer needed: "
                    + "cnswatch cancel MRN \(owed.item.rawValue) \(date)"
            }
        }
    }
}

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

/// An act that may be done, and what it comes to; it is done where it has a number.
public struct ActPreview: Hashable, Sendable {
    /// The patient.
    public let patient: Patient
    /// What is done.
    public let content: Act.Content
    /// What is done, in words; the verb stands beside them.
    public let words: String
    /// The item it is about; nil where it is about none in particular.
    public let item: Item?
    /// What will be different; empty where nothing will.
    public let changes: [Change]
    /// What holds only once a second person confirms it; nil where nobody needs to.
    public let wantsSecond: String?
    /// The last day of the lease that is laid or confirmed; nil for every other act.
    public let until: CivilDate?
    /// What the export already holds of a recorded event; nil for every other act.
    public let standing: MergedRecord.Standing?
    /// Where the export's record stands that it merges with, or that contradicts it.
    public let exported: EventPlace?
    /// What is more pressing than before; nil for acts that change nothing of the record but appointments.
    public let pressure: Pressure?
    /// What may be done and is doubtful.
    public var warnings: [String]
    /// The act's number; nil where it was not done.
    public var act: Int64?
}

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
