import CivilCalendar
import ClinicalModel
import ControlInterface
import RosterReading
import StaffWork
import Surveillance
import Varlink
import WatchStore

/// What would come of acts and events; nothing is done.
extension Answers {
    /// What an act would come to.
    func tryOut(_ request: ActRequest) throws -> Result<ActDone, ActFailure> {
        try store.read { reader in
            try JudgedAct.judge(
                request, reader, rules: standing.rules, today: today, limits: configuration.leaseLimits)
        }.map { ActDone($0, act: nil) }
    }

    /// What would be different if events were recorded.
    func whatIf(_ request: WhatIfRequest) throws -> (mrn: String, WhatIfReport) {
        let day = try WorkListFilter.day(request.asOf) ?? today
        guard request.events.count <= 50 else { throw VarlinkError.invalidParameter("events") }
        let patient = try patient(request.patient)
        var agents = patient.agents
        var events: [Event] = []
        var refusals: [EventRefusal?] = []
        for message in request.events {
            do {
                let parsed = try EventVocabulary().parse(EventWords(message, today: day), agents: &agents)
                events.append(Event(date: parsed.date, content: parsed.content, row: 0))
                refusals.append(nil)
            } catch {
                refusals.append(error)
            }
        }
        if events.count < request.events.count { throw VarlinkError(refusals) }
        let record = patient.merged.record
        let supposed = PatientRecord(
            patient: record.patient, events: record.events + events, rejectedRows: record.rejectedRows)
        let changes = PlanDifference.changes(
            from: PatientPlan(for: record, rules: standing.rules, asOf: day),
            to: PatientPlan(for: supposed, rules: standing.rules, asOf: day))
        return (record.patient.mrn, WhatIfReport(changes: changes.map(\.description), asOf: day.description))
    }
}
