import Alerting
import CivilCalendar
import ClinicalModel
import RosterReading
import StaffWork
import Surveillance
import WatchStore

/// What staff do: judged, stored and evaluated in one transaction, with all that is to be told because of it.
extension Watchman {
    func act(_ request: ActRequest) throws(StoreError) -> WatchmanOutcome {
        // So that the judge sees the same day as the plan that is stored.
        try turnDay()
        let now = clock.now
        let today = clock.day(at: now)
        let outcome = try store.write { writer -> Result<ActDone, ActFailure> in
            let judgement = try JudgedAct.judge(
                request, writer.reader, rules: standing.rules, today: today, limits: settings.leaseLimits)
            switch judgement {
            case .failure(let failure): return .failure(failure)
            case .success(let judged): return .success(try store(judged, by: request.who, at: now, today, writer))
            }
        }
        switch outcome {
        case .failure(let failure): return .notActed(failure)
        case .success(let done):
            CrashPoint.committed.reach()
            // Done is done: what cannot be handed over now is handed over later, and whoever acted must be told that it is done.
            do throws(StoreError) {
                try handOver()
                return .acted(done, handOver: nil)
            } catch {
                return .acted(done, handOver: error)
            }
        }
    }

    private func store(
        _ judged: JudgedAct, by who: StaffMember, at now: Int, _ today: CivilDate, _ writer: StoreWriter
    ) throws -> ActDone {
        let patient = judged.patient
        let act = try writer.add(
            judged.verdict.deed, of: patient.id, by: who, at: now, day: today, agents: judged.agents)
        let workflow = Workflow(patient.workflow.acts + [act])
        let plan = WorkedPlan(for: patient.exported, workflow, rules: standing.rules, asOf: today)
        try writer.put(leasesOf: workflow, of: patient.id)
        var planner = try announcementPlanner(now, try writer.reader.rosterInForce(), writer.reader)
        try store(plan, of: patient, writer, &planner)
        if !patient.exported.questions.isEmpty {
            try writer.put(AnsweredQuestions(patient.exported.questions, workflow), of: patient)
        }
        try put(planner.decisions(), at: now, writer)
        return ActDone(judged, act: act.id)
    }
}

/// What a person asks to do, as it came in: the patient is not looked up, the words of an event are not read.
package struct ActRequest: Hashable, Sendable {
    /// What it is about, and what is to be done with it.
    package enum Wish: Hashable, Sendable {
        case record(patient: String, EventWords, note: String)
        case lease(patient: String, LeaseKind, Item?, until: CivilDate?, reason: String)
        case second(patient: String, LeaseKind, Item?, until: CivilDate?)
        case undo(act: Int64, reason: String)
    }

    /// The patient as whoever asks named them; nil where an act is named.
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

/// A request with the patient it is about and the verdict on it: what acting and trying out have in common.
struct JudgedAct {
    /// The patient as stored.
    let patient: StoredPatient
    /// The names of the drugs of the patient and of the request.
    let agents: AgentNames
    /// What may be done, and what it comes to.
    let verdict: ActVerdict
    /// What is accepted as written and yet doubtful.
    let warnings: [String]

    /// Judges a request on a day; nothing is done.
    static func judge(
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
                return .success(JudgedAct(patient: patient, agents: agents, verdict: verdict, warnings: warnings))
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

/// An act that was done, or tried out.
package struct ActDone: Sendable {
    /// The record number of the patient.
    package let mrn: String
    /// Who the patient is, so that whoever acts sees for whom.
    package let person: String
    /// The act's number; nil where it was only tried out.
    package let act: Int64?
    /// What it comes to.
    package let verdict: ActVerdict
    /// Where the export's records of the patient stand.
    package let places: EventPlaces
    /// The names of the drugs of the patient and of the act.
    package let agents: AgentNames
    /// What is accepted as written and yet doubtful.
    package let warnings: [String]

    /// What a request comes to on a day, tried out: nothing is done.
    package static func tryingOut(
        _ request: ActRequest, _ reader: StoreReader, rules: SurveillanceProtocol, today: CivilDate,
        limits: LeaseLimits
    ) throws -> Result<ActDone, ActFailure> {
        try JudgedAct.judge(request, reader, rules: rules, today: today, limits: limits).map { ActDone($0, act: nil) }
    }

    init(_ judged: JudgedAct, act: Int64?) {
        let patient = judged.patient.patient
        mrn = patient.mrn
        person = [patient.familyName, patient.givenName, patient.birthDate.map { "born \($0)" } ?? ""]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        self.act = act
        verdict = judged.verdict
        places = judged.patient.places
        agents = judged.agents
        warnings = judged.warnings + judged.verdict.warnings
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
