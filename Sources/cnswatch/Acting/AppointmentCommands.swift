import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import Varlink

/// The event for an appointment of an item.
private func appointment(_ item: String, _ result: AppointmentResult, on date: String?) -> EventMessage {
    EventMessage(event: "appointment", date: date, detail: item, result: result.rawValue)
}

/// `cnswatch book`: books an appointment.
struct BookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "book", abstract: "Book an appointment for an item.",
        usage:
            "cnswatch book MRN ITEM DATE [--move]\ncnswatch book --clinic North --item visit DATE [--yes]",
        discussion: "An appointment after the latest date of its item is booked, and stays a problem on every list.")

    @Argument(
        help: ArgumentHelp("The medical record number, item and date; with filters only the date.", valueName: "word"),
        completion: ItemWord.completion)
    var words: [String] = []
    @Flag(help: "Move the appointment that is booked to this day.") var move = false
    @OptionGroup var options: ActingOptions
    @OptionGroup var bulk: BulkOptions

    func validate() throws {
        guard words.count <= 3 else {
            throw ValidationError("\(words[3]) is one word too many after MRN, ITEM and DATE.")
        }
        let given = words + [String?](repeating: nil, count: 3 - words.count)
        try bulk.check(Array(zip(["MRN", "ITEM", "DATE"], given).map { (name: $0, value: $1) }), ofEach: ["DATE"])
        if words.count == 3 { try ItemWord.check(words[1]) }
        if move, words.count != 3 { throw ValidationError("--move goes with one appointment: MRN ITEM DATE.") }
        if let date = words.last { _ = try AsOf.day(date) }
    }

    func run() throws {
        try Failure.reporting {
            let date = words.last ?? ""
            func request(_ patient: String, _ item: String) -> RecordRequest {
                RecordRequest(
                    patient: patient, event: appointment(item, .booked, on: date), dryRun: options.asksForDryRun)
            }
            if move {
                try self.move(words[0], words[1], to: try AsOf.day(date).description)
            } else if words.count == 3 {
                try options.perform("Record", request(words[0], words[1]))
            } else {
                try BulkAct(words: "book for \(date)", bulk: bulk, options: options).run { row, service in
                    try ServiceOptions.ask(service, "Record", request(row.mrn, row.item.item))
                }
            }
        }
    }
}

extension BookCommand {
    private func move(_ patient: String, _ item: String, to day: String) throws {
        let service = try options.service.connect()
        defer { service.close() }
        guard let old = try AppointmentMove.booked(patient, item, over: service) else {
            throw Failure(
                .faultyData,
                "no appointment for \(item) is booked, so none was moved: book one without --move, or see what is booked: "
                    + "cnswatch show \(patient)")
        }
        let move = AppointmentMove(patient: patient, item: item, day: day)
        for outcome in try move.run(from: old, dryRun: options.dryRun, over: service) { try options.show(outcome) }
    }
}

/// The appointment that a verb is about.
struct AppointmentOptions: ParsableArguments {
    @Argument(help: "The medical record number, or the pseudonym of a log record.") var patient: String
    @Argument(help: "The item, such as brain-mri.", completion: ItemWord.completion, transform: ItemWord.read)
    var item: String
    @Argument(help: "The day of the appointment.", transform: AsOf.day) var date: CivilDate?
    @Option(help: ArgumentHelp("What else there is to say.", valueName: "text")) var note: String?
    @OptionGroup var options: ActingOptions

    func record(_ result: AppointmentResult, on date: String?, over service: ClientConnection) throws {
        var event = appointment(item, result, on: date)
        event.note = note
        try options.show(
            try ServiceOptions.ask(
                service, "Record", RecordRequest(patient: patient, event: event, dryRun: options.asksForDryRun)))
    }
}

/// `cnswatch cancel`: cancels an appointment.
struct CancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel the appointment for an item.",
        usage: "cnswatch cancel MRN ITEM [DATE]", discussion: "Without a date it is the appointment that is booked.")

    @OptionGroup var appointment: AppointmentOptions

    func run() throws {
        try Failure.reporting {
            let service = try appointment.options.service.connect()
            defer { service.close() }
            try appointment.record(
                .cancelled, on: try appointment.date?.description ?? booked(service), over: service)
        }
    }

    /// The booked day: a cancellation is dated by it, whenever it is made.
    private func booked(_ service: ClientConnection) throws -> String {
        guard let day = try AppointmentMove.booked(appointment.patient, appointment.item, over: service) else {
            throw Failure(
                .faultyData,
                "no appointment for \(appointment.item) is booked, so nothing was done: name the day of the one you mean, or see "
                    + "what is booked: cnswatch show \(appointment.patient)")
        }
        return day
    }
}

/// `cnswatch missed`: records that the patient did not come.
struct MissedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "missed", abstract: "Record that the patient did not come to the appointment for an item.",
        usage: "cnswatch missed MRN ITEM [DATE]", discussion: "Without a date it was today.")

    @OptionGroup var appointment: AppointmentOptions

    func run() throws {
        try Failure.reporting {
            let service = try appointment.options.service.connect()
            defer { service.close() }
            try appointment.record(.missed, on: appointment.date?.description, over: service)
        }
    }
}

/// Moves an appointment: books the new day and cancels the old one, in an order that never leaves the patient without
/// one.
///
/// Of several bookings the latest counts, so an earlier day can be booked only once the later one is cancelled; if that
/// booking is then refused, the cancellation is undone.
struct AppointmentMove {
    let patient: String
    let item: String
    let day: String

    /// The booked day of an item; nil if there is none.
    static func booked(_ patient: String, _ item: String, over service: ClientConnection) throws -> String? {
        let summary: PatientSummary = try ServiceOptions.ask(service, "Show", PatientRequest(patient: patient))
        return summary.items.first { $0.item == item }?.booked
    }

    /// Moves the appointment from a day, or tries out the first step; returns the outcome of each step, in order.
    func run(from old: String, dryRun: Bool, over service: ClientConnection) throws -> [ActOutcome] {
        if old == day {
            throw Failure(
                .faultyData,
                "the appointment for \(item) is on \(day) already, so nothing was done: name the day it moves to")
        }
        func record(_ result: AppointmentResult, _ date: String) throws -> ActOutcome {
            try ServiceOptions.ask(
                service, "Record",
                RecordRequest(
                    patient: patient,
                    event: EventMessage(event: "appointment", date: date, detail: item, result: result.rawValue),
                    dryRun: dryRun ? true : nil))
        }
        if day > old {
            let new = try record(.booked, day)
            return dryRun ? [new] : [new, try record(.cancelled, old)]
        }
        let cancelled = try record(.cancelled, old)
        if dryRun { return [cancelled] }
        do {
            return [cancelled, try record(.booked, day)]
        } catch {
            if let act = cancelled.act {
                let _: ActOutcome = try ServiceOptions.ask(
                    service, "Undo", UndoRequest(act: act, reason: "the day it was to move to was refused"))
            }
            throw error
        }
    }
}
