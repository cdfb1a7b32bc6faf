import ArgumentParser
import CivilCalendar
import ControlInterface
import Terminal
import Varlink

/// The requests of the live work-list to the service, with the answers as lines.
struct LiveService {
    let options: ServiceOptions

    /// Shows a patient, like `cnswatch show`.
    func show(_ mrn: String, width: Int) throws -> [String] {
        let summary: PatientSummary = try options.call("Show", PatientRequest(patient: mrn), for: .table)
        return summary.notices.map { "! \($0.message)" }
            + SummaryText.lines(summary, colours: Colours(isOn: false), width: width)
    }

    /// Explains an item, like `cnswatch explain`.
    func explain(_ mrn: String, _ item: String, width: Int) throws -> [String] {
        let report: ExplanationReport = try options.call(
            "Explain", PatientRequest(patient: mrn, item: item), for: .table)
        var text = ExplanationText(report, showsAllRules: false, colours: Colours(isOn: false), width: width)
        return report.notices.map { "! \($0.message)" } + text.rendered()
    }

    /// Does an act, or only tries it out, and shows its outcome.
    func perform(_ act: LiveAct, dryRun: Bool) throws -> [String] {
        let connection = try options.connect()
        defer { connection.close() }
        if act.kind == .book, let old = try AppointmentMove.booked(act.mrn, act.item, over: connection) {
            let move = AppointmentMove(patient: act.mrn, item: act.item, day: try AsOf.day(act.answers[0]).description)
            return ["moves the appointment of \(old) to \(move.day)"]
                + (try move.run(from: old, dryRun: dryRun, over: connection)).flatMap { lines($0) }
        }
        let outcome = try outcome(act, dryRun ? true : nil)
        return lines(outcome, second: second(act, outcome))
    }

    private func lines(_ outcome: ActOutcome, second: [String]? = nil) -> [String] {
        (outcome.notices.map(\.message) + outcome.warnings).map { "! \($0)" }
            + ActOutcomeText.lines(outcome, second: second)
    }

    private func outcome(_ act: LiveAct, _ dryRun: Bool?) throws -> ActOutcome {
        switch act.kind {
        case .book:
            let event = EventMessage(
                event: "appointment", date: try AsOf.day(act.answers[0]).description, detail: act.item, result: "booked"
            )
            return try options.call("Record", RecordRequest(patient: act.mrn, event: event, dryRun: dryRun))
        case .record:
            let event = try EventPhrase.read(act.answers[0].split(separator: " ").map(String.init))
            return try options.call("Record", RecordRequest(patient: act.mrn, event: event, dryRun: dryRun))
        case .snooze, .ack:
            return try options.call("Lease", try lease(act, dryRun))
        }
    }

    private func lease(_ act: LiveAct, _ dryRun: Bool?) throws -> LeaseRequest {
        LeaseRequest(
            patient: act.mrn, kind: act.kind == .snooze ? "snooze" : "ack", item: act.item,
            until: try act.answers.first.map(DayOrInterval.read), reason: act.answers.dropFirst().first, second: nil,
            dryRun: dryRun)
    }

    /// The command for the second person, if one is needed.
    private func second(_ act: LiveAct, _ outcome: ActOutcome) -> [String]? {
        guard act.kind == .snooze else { return nil }
        return ["cnswatch", "snooze", outcome.mrn, act.item, "--second"]
            + (outcome.until.map { ["--until", $0] } ?? [])
    }
}

/// An act on a row of the live work-list, as typed so far.
struct LiveAct: Equatable {
    /// The acts available from the list.
    enum Kind: Equatable, CaseIterable {
        case book, record, snooze, ack

        /// The questions to answer, in order.
        var questions: [String] {
            switch self {
            case .book: ["Day of the appointment, YYYY-MM-DD"]
            case .record: ["Event, such as imaging mri-brain stable"]
            case .snooze: ["Last day, YYYY-MM-DD or such as 2w", "Reason"]
            case .ack: []
            }
        }

        /// The act in words.
        var words: String {
            switch self {
            case .book: "book"
            case .record: "record for"
            case .snooze: "snooze"
            case .ack: "take on"
            }
        }
    }

    let kind: Kind
    let mrn: String
    let item: String
    /// The answers so far, in the order of the questions.
    var answers: [String] = []

    /// The next question; nil once all are answered.
    var question: String? { answers.count < kind.questions.count ? kind.questions[answers.count] : nil }

    /// What is wrong with an answer to the question; nil if no fault can be found here.
    func problem(with answer: String) -> String? {
        switch kind {
        case .book:
            do {
                _ = try AsOf.day(answer)
            } catch let error as ValidationError {
                return error.message
            } catch {
                return "\(error)"
            }
            return nil
        case .record, .snooze, .ack: return nil
        }
    }

    /// The act and its object: a record is about the patient, everything else about the item.
    var title: String { kind == .record ? "\(kind.words) \(mrn)" : "\(kind.words) \(item) of \(mrn)" }
}
