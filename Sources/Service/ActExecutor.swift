import CivilCalendar
import ClinicalModel
import RosterModel
import StaffWork
import Surveillance
import WatchStore

/// Does what staff ask for: validates it, stores it and plans the patient anew in one transaction.
struct ActExecutor {
    private let context: WriterContext
    private let reevaluator: Reevaluator

    init(_ context: WriterContext, _ reevaluator: Reevaluator) {
        (self.context, self.reevaluator) = (context, reevaluator)
    }

    func execute(_ request: ActRequest) throws(StoreError) -> Result<ActPreview, ActFailure> {
        let now = context.clock.now
        let today = context.clock.day(at: now)
        let outcome = try context.store.write { writer -> Result<ActPreview, ActFailure> in
            let valid = try request.validated(
                writer.reader, protocols: context.state.protocols, today: today, limits: context.settings.leaseLimits)
            switch valid {
            case .failure(let failure): return .failure(failure)
            case .success(var valid):
                valid.preview.act = try store(valid, by: request.who, at: now, today, writer)
                return .success(valid.preview)
            }
        }
        if case .success = outcome { FailPoint.committed.reach() }
        return outcome
    }

    /// Stores the act, and all that follows from it; gives its number.
    private func store(
        _ valid: ActRequest.Validated, by who: StaffMember, at now: Int, _ today: CivilDate, _ writer: StoreWriter
    ) throws -> Int64 {
        let patient = valid.patient
        let act = try writer.add(
            valid.preview.content, of: patient.id, by: who, at: now, day: today)
        let workflow = Workflow(patient.workflow.acts + [act])
        let plan = WorkedPlan(for: patient.exported, workflow, protocols: context.state.protocols, asOf: today)
        try writer.put(leasesOf: workflow, of: patient.id)
        var planner = try reevaluator.planner(now, try writer.reader.rosterInForce(), writer.reader)
        try reevaluator.store(plan, of: patient, news: today, writer, &planner)
        if !patient.exported.questions.isEmpty {
            try writer.put(AnsweredQuestions(patient.exported.questions, workflow), of: patient)
        }
        try reevaluator.put(planner, at: now, writer)
        return act.id
    }
}

/// A request to act, as it came in: the patient is not looked up, the words of an event are not read.
package struct ActRequest: Hashable, Sendable {
    /// Who asks.
    package let who: StaffMember
    /// The patient as the request names them; nil where it names an act.
    package let patient: String?
    /// What is to be done.
    package let command: ActCommand<EventWords>

    /// A request of a person.
    package init(who: StaffMember, patient: String?, _ command: ActCommand<EventWords>) {
        (self.who, self.patient, self.command) = (who, patient, command)
    }

    typealias Validated = (patient: StoredPatient, preview: ActPreview)

    /// What it comes to on a day; nothing is done.
    package func preview(
        _ reader: StoreReader, protocols: ProtocolSet, today: CivilDate, limits: LeaseLimits
    ) throws -> Result<ActPreview, ActFailure> {
        try validated(reader, protocols: protocols, today: today, limits: limits).map(\.preview)
    }

    /// The patient as stored before, the names of the drugs of patient and request, and what the request comes to.
    fileprivate func validated(
        _ reader: StoreReader, protocols: ProtocolSet, today: CivilDate, limits: LeaseLimits
    ) throws -> Result<Validated, ActFailure> {
        guard try reader.rosterInForce() != nil else { return .failure(.noRoster) }
        let found: StoredPatient?
        if case .undo(let act, _) = command {
            found = try reader.patient(ofAct: act).flatMap { try reader.patient($0) }
            if found == nil { return .failure(.noAct) }
        } else {
            found = try patient.flatMap { try reader.patient($0) }
        }
        guard let found else { return .failure(.noPatient) }
        var warnings: [String] = []
        do throws(ActFailure) {
            let command = try command.reading { words throws(ActFailure) in
                do throws(EventRefusal) {
                    let parsed = try EventVocabulary().parse(words)
                    warnings = parsed.warnings.map(\.description)
                    return Event(date: parsed.date, content: parsed.content, row: 0)
                } catch {
                    throw .event(error)
                }
            }
            let validator = ActValidator(
                exported: found.exported, places: found.places, workflow: found.workflow, protocols: protocols,
                today: today, limits: limits)
            do throws(ActRefusal) {
                var preview = try validator.preview(of: command, by: who)
                preview.warnings = warnings + preview.warnings
                return .success((found, preview))
            } catch {
                throw .refused(error)
            }
        } catch {
            return .failure(error)
        }
    }
}

/// Why nothing was done.
package enum ActFailure: Error, Hashable, Sendable {
    /// No roster was ever taken.
    case noRoster
    /// No patient has the record number or pseudonym.
    case noPatient
    /// There is no act of that number.
    case noAct
    /// The words make no event.
    case event(EventRefusal)
    /// It may not be done.
    case refused(ActRefusal)
}

extension ActFailure: CustomStringConvertible {
    /// What is wrong.
    package var description: String {
        switch self {
        case .noRoster: "no roster was ever taken"
        case .noPatient: "there is no such patient"
        case .noAct: "there is no such act"
        case .event(let refusal): refusal.faults.map(\.reason).joined(separator: "; ")
        case .refused(let refusal): refusal.problem
        }
    }
}
