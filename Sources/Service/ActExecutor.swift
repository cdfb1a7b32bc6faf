import CivilCalendar
import ClinicalModel
import RosterModel
import StaffWork
import Surveillance
import WatchStore

/// Does what staff ask for: judges it, stores it and plans the patient anew in one transaction.
struct ActExecutor {
    private let context: WriterContext
    private let reevaluator: Reevaluator

    init(_ context: WriterContext, _ reevaluator: Reevaluator) {
        (self.context, self.reevaluator) = (context, reevaluator)
    }

    func execute(_ request: ActRequest) throws(StoreError) -> Result<JudgedAct, ActFailure> {
        let now = context.clock.now
        let today = context.clock.day(at: now)
        let outcome = try context.store.write { writer -> Result<JudgedAct, ActFailure> in
            let judgement = try JudgedAct.judge(
                request, writer.reader, rules: context.state.rules, today: today, limits: context.settings.leaseLimits)
            switch judgement {
            case .failure(let failure): return .failure(failure)
            case .success(let judged): return .success(try store(judged, by: request.who, at: now, today, writer))
            }
        }
        if case .success = outcome { FailPoint.committed.reach() }
        return outcome
    }

    private func store(
        _ judged: JudgedAct, by who: StaffMember, at now: Int, _ today: CivilDate, _ writer: StoreWriter
    ) throws -> JudgedAct {
        let patient = judged.patient
        let act = try writer.add(
            judged.verdict.deed, of: patient.id, by: who, at: now, day: today, agents: judged.agents)
        let workflow = Workflow(patient.workflow.acts + [act])
        let plan = WorkedPlan(for: patient.exported, workflow, rules: context.state.rules, asOf: today)
        try writer.put(leasesOf: workflow, of: patient.id)
        var planner = try reevaluator.planner(now, try writer.reader.rosterInForce(), writer.reader)
        try reevaluator.store(plan, of: patient, writer, &planner)
        if !patient.exported.questions.isEmpty {
            try writer.put(AnsweredQuestions(patient.exported.questions, workflow), of: patient)
        }
        try reevaluator.put(planner, at: now, writer)
        var done = judged
        done.act = act.id
        return done
    }
}

/// A request to act, as it came in: the patient is not looked up, the words of an event are not read.
package struct ActRequest: Hashable, Sendable {
    /// What it is about, and what is to be done with it.
    package enum Wish: Hashable, Sendable {
        case record(patient: String, EventWords, note: String)
        case lease(patient: String, LeaseKind, Item?, until: CivilDate?, reason: String)
        case second(patient: String, LeaseKind, Item?, until: CivilDate?)
        case undo(act: Int64, reason: String)
    }

    /// The patient as the request names them; nil where it names an act.
    package var patient: String? {
        switch wish {
        case .record(let patient, _, _), .lease(let patient, _, _, _, _), .second(let patient, _, _, _): patient
        case .undo: nil
        }
    }

    /// Who asks.
    package let who: StaffMember
    /// For what.
    package let wish: Wish

    /// A request of a person.
    package init(who: StaffMember, wish: Wish) { (self.who, self.wish) = (who, wish) }
}

/// A request with the patient it is about and what it comes to: judged, and done where it has a number.
package struct JudgedAct: Sendable {
    /// The patient as stored before.
    package let patient: StoredPatient
    /// The names of the drugs of the patient and of the request.
    package let agents: AgentNames
    /// What may be done, and what it comes to.
    package let verdict: ActVerdict
    /// What is accepted as written and yet doubtful.
    package let warnings: [String]
    /// The act's number; nil where it was only judged.
    package internal(set) var act: Int64?

    /// Judges a request on a day; nothing is done.
    package static func judge(
        _ request: ActRequest, _ reader: StoreReader, rules: SurveillanceProtocol, today: CivilDate,
        limits: LeaseLimits
    ) throws -> Result<JudgedAct, ActFailure> {
        guard try reader.rosterInForce() != nil else { return .failure(.noRoster) }
        let found: StoredPatient?
        switch request.wish {
        case .record(let key, _, _), .lease(let key, _, _, _, _), .second(let key, _, _, _):
            found = try reader.patient(key)
            if found == nil { return .failure(.noPatient) }
        case .undo(let act, _): found = try reader.patient(ofAct: act).flatMap { try reader.patient($0) }
        }
        guard let patient = found else { return .failure(.noAct) }
        var agents = patient.agents
        do throws(ActFailure) {
            let (wish, warnings) = try wish(request, &agents)
            let judge = ActJudge(
                exported: patient.exported, places: patient.places, workflow: patient.workflow, rules: rules,
                today: today, limits: limits)
            do {
                let verdict = try judge.verdict(on: wish, by: request.who)
                return .success(
                    JudgedAct(
                        patient: patient, agents: agents, verdict: verdict, warnings: warnings + verdict.warnings))
            } catch {
                throw .refused(error)
            }
        } catch {
            return .failure(error)
        }
    }

    private static func wish(
        _ request: ActRequest, _ agents: inout AgentNames
    ) throws(ActFailure) -> (ActWish, warnings: [String]) {
        switch request.wish {
        case .record(_, let words, let note):
            do {
                let parsed = try EventVocabulary().parse(words, agents: &agents)
                let event = Event(date: parsed.date, content: parsed.content, row: 0)
                return (.record(event, note: note), parsed.warnings.map(\.description))
            } catch {
                throw .event(error)
            }
        case .lease(_, let kind, let item, let until, let reason):
            return (.lease(kind, item, until: until, reason: reason), [])
        case .second(_, let kind, let item, let until): return (.second(kind, item, until: until), [])
        case .undo(let act, let reason): return (.undo(of: act, reason: reason), [])
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
