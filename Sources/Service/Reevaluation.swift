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
        _ writer: StoreWriter, at now: Int, today: CivilDate, before: RosterInForce?, except evaluatedNow: Set<Int64>,
        _ planner: inout AnnouncementPlanner
    ) throws {
        guard let before else { return }
        // After a clock that went back, or under another protocol, every plan is in question.
        let isEveryPlan =
            Int(today.daysSinceEpoch) < before.evaluatedDay || before.rules != rulesFingerprint
        let patients =
            isEveryPlan ? try writer.reader.allPatients() : try writer.reader.patientsChanging(onOrBefore: today)
        for (index, id) in patients.enumerated() where !evaluatedNow.contains(id) {
            try keepGoing(index, of: patients.count)
            guard let patient = try writer.reader.patient(id) else { continue }
            try store(patient.plan(standing.rules, asOf: today), of: patient, writer, &planner)
            if index & 0xFF == 0xFF { try writer.put(planner.settled(), at: now, seconds: clock.seconds) }
        }
    }

    /// Brings all plans up to the day and the protocol, where they are not; then hands over what is to be told.
    func turnDay() throws(StoreError) {
        let now = clock.now
        let today = clock.day(at: now)
        let before = try store.read { try $0.rosterInForce() }
        if let before,
            before.evaluatedDay != Int(today.daysSinceEpoch) || before.rules != rulesFingerprint
        {
            try store.write { writer in
                var planner = try announcementPlanner(now, before, writer.reader)
                try reevaluate(writer, at: now, today: today, before: before, except: [], &planner)
                try forgetUnrouted(if: planner.context.isRoutingNew, writer)
                try put(planner.decisions(), at: now, writer)
                var roster = before
                roster.evaluatedDay = Int(today.daysSinceEpoch)
                roster.evaluatedAt = clock.now
                roster.rules = rulesFingerprint
                try writer.put(inForce: roster)
            }
            CrashPoint.committed.reach()
            journal.note(.evaluated, .info, "all patients are up to date for \(today)")
        }
        try tellTroubles(before)
        try handOver()
    }

    /// Stores a plan of a patient, with the day of its next change, and takes note of what is to be told of it.
    func store(
        _ worked: WorkedPlan, of patient: StoredPatient, _ writer: StoreWriter, _ planner: inout AnnouncementPlanner
    ) throws {
        let items = WatchedItem.items(of: worked)
        let subject = Subject(patient)
        // The ledger asks what was owed until now.
        try planner.consider(items, of: subject, ledger: writer)
        try writer.release(heldBack: patient.pseudonym, at: clock.now)
        try writer.put(
            worked, nextChange: planner.context.routing.nextChange(worked, items, of: subject), of: patient.id)
    }

    /// Stores what an evaluation has decided to tell, in its transaction.
    func put(_ decisions: AnnouncementDecisions, at now: Int, _ writer: StoreWriter) throws {
        try writer.put(decisions, at: now, seconds: clock.seconds)
        try tell(decisions.unrouted, at: now, writer)
        CrashPoint.decided.reach()
    }

    /// What plans and the days of their changes follow from beside the patients: the protocol, and the ladders of the routes.
    var rulesFingerprint: RulesFingerprint {
        RulesFingerprint(
            surveillance: standing.fingerprint,
            RoutingFingerprint(of: settings.notifications.routes, settings.notifications.calendar))
    }

    func announcementPlanner(
        _ moment: Int, _ before: RosterInForce?, _ reader: StoreReader
    ) throws -> AnnouncementPlanner {
        AnnouncementPlanner(
            AnnouncementContext(
                now: clock.civilMoment(at: moment),
                lastEvaluated: before.map { CivilDate(clampingDaysSinceEpoch: $0.evaluatedDay) },
                limit: settings.summaryAbove, routing: try routing(reader),
                isRoutingNew: before.map { rulesFingerprint.hasNewRoutes(since: $0.rules) } ?? false))
    }
}
