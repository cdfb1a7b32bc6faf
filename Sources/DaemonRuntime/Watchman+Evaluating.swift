import Alerting
import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance
import Systemd
import WatchStore

/// Keeps plans up to the day and the protocol.
extension Watchman {
    /// Works out anew whoever's plan may be another today than when it was made.
    func reevaluate(
        _ writer: StoreWriter, today: CivilDate, before: RosterInForce?, except evaluatedNow: Set<Int64>,
        _ planner: inout AnnouncementPlanner
    ) throws {
        guard let before else { return }
        // After a clock that went back, or under another protocol, every plan is in question.
        let isEveryPlan =
            Int(today.daysSinceEpoch) < before.evaluatedDay || before.protocolFingerprint != standing.fingerprint
        let patients =
            isEveryPlan ? try writer.reader.allPatients() : try writer.reader.patientsChanging(onOrBefore: today)
        for (index, id) in patients.enumerated() where !evaluatedNow.contains(id) {
            try keepGoing(index, of: patients.count)
            guard let patient = try writer.reader.patient(id) else { continue }
            let plan = patient.plan(standing.rules, asOf: today)
            try writer.put(plan, of: id)
            try planner.consider(WatchedItem.items(of: plan), of: patient.pseudonym, ledger: writer)
        }
    }

    /// Brings all plans up to the day and the protocol, where they are not; then hands over what is to be told.
    func turnDay() throws(StoreError) {
        let now = clock.now
        let today = clock.day(at: now)
        let before = try store.read { try $0.rosterInForce() }
        if let before,
            before.evaluatedDay != Int(today.daysSinceEpoch) || before.protocolFingerprint != standing.fingerprint
        {
            try store.write { writer in
                var planner = announcementPlanner(today, before)
                try reevaluate(writer, today: today, before: before, except: [], &planner)
                try writer.put(planner.decisions(), at: now)
                var roster = before
                roster.evaluatedDay = Int(today.daysSinceEpoch)
                roster.evaluatedAt = clock.now
                roster.protocolFingerprint = standing.fingerprint
                try writer.put(inForce: roster)
            }
            journal.note(.evaluated, .info, "all patients are up to date for \(today)")
        }
        try handOver()
    }

    func announcementPlanner(_ today: CivilDate, _ before: RosterInForce?) -> AnnouncementPlanner {
        AnnouncementPlanner(
            AnnouncementContext(
                today: today, lastEvaluated: before.map { CivilDate(clampingDaysSinceEpoch: $0.evaluatedDay) },
                limit: configuration.summaryAbove))
    }
}
