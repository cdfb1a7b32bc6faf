import Alerting
import CivilCalendar
import ClinicalModel
import StaffWork
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
                request, writer.reader, rules: standing.rules, today: today, limits: configuration.leaseLimits)
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
