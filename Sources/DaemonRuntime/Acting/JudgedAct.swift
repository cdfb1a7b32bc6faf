import CivilCalendar
import ClinicalModel
import RosterReading
import StaffWork
import Surveillance
import WatchStore

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
