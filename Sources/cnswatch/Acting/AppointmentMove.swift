import ClinicalModel
import ControlInterface
import Varlink

/// An appointment that is moved: the new day is booked and the old one cancelled, in an order in which the patient keeps one.
///
/// Of several bookings the latest counts, so an earlier day can be booked only once the later one is cancelled; where that
/// booking is then refused, the cancellation is undone.
struct AppointmentMove {
    let patient: String
    let item: String
    let day: String

    /// The day that is booked for an item; nil where none is.
    static func booked(_ patient: String, _ item: String, over service: ClientConnection) throws -> String? {
        let summary: PatientSummary = try ServiceOptions.ask(service, "Show", PatientRequest(patient: patient))
        return summary.items.first { $0.item == item }?.booked
    }

    /// Moves the appointment from a day, or tries out the first step of it; what became of each step, in their order.
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
