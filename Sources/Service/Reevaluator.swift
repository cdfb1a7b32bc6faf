import Alerting
import CivilCalendar
import ClinicalModel
import StaffWork
import Systemd
import WatchStore

/// Keeps plans up to the day and the protocol, and stores the notifications that follow from them.
struct Reevaluator {
    private let context: WriterContext
    private let troubles: Troubles

    init(_ context: WriterContext, _ troubles: Troubles) { (self.context, self.troubles) = (context, troubles) }

    /// Brings all plans up to the day and the protocol, where they are not.
    ///
    /// - Returns: the roster in force before; nil for none.
    func advanceDay() throws(StoreError) -> RosterInForce? {
        let now = context.clock.now
        let today = context.clock.day(at: now)
        let before = try context.store.read { try $0.rosterInForce() }
        guard let before, before.evaluatedDay != Int(today.daysSinceEpoch) || before.rules != rulesFingerprint else {
            return before
        }
        try context.store.write { writer in
            var planner = try planner(now, before, writer.reader)
            try reevaluate(before, except: [], at: now, today: today, writer, &planner)
            try put(planner, at: now, writer)
            var roster = before
            roster.evaluatedDay = Int(today.daysSinceEpoch)
            roster.evaluatedAt = context.clock.now
            roster.rules = rulesFingerprint
            try writer.put(inForce: roster)
        }
        FailPoint.committed.reach()
        context.journal.note(.evaluated, .info, "all patients are up to date for \(today)")
        return before
    }

    /// Plans anew each patient whose plan may differ from the one made when the roster was last evaluated.
    func reevaluate(
        _ before: RosterInForce?, except evaluatedNow: Set<Int64>, at now: Int, today: CivilDate, _ writer: StoreWriter,
        _ planner: inout NotificationPlanner
    ) throws {
        guard let before else { return }
        // After a clock that went back, or under another protocol, every plan is in question.
        let isEveryPlan = Int(today.daysSinceEpoch) < before.evaluatedDay || before.rules != rulesFingerprint
        let patients =
            isEveryPlan ? try writer.reader.allPatients() : try writer.reader.patientsChanging(onOrBefore: today)
        for (index, id) in patients.enumerated() where !evaluatedNow.contains(id) {
            try context.keepGoing(index, of: patients.count)
            guard let patient = try writer.reader.patient(id) else { continue }
            let news = before.rules == rulesFingerprint ? today : nil
            try store(patient.plan(context.state.protocols, asOf: today), of: patient, news: news, writer, &planner)
            if index & 0xFF == 0xFF { try writer.put(planner.settled(), at: now, seconds: context.clock.seconds) }
        }
    }

    /// Stores a plan of a patient, with the day of its next change, and has the planner note what is news in it.
    ///
    /// - Parameter news: the day on which what is new in the plan became known; nil where only the rules are new.
    func store(
        _ worked: WorkedPlan, of patient: StoredPatient, news: CivilDate?, _ writer: StoreWriter,
        _ planner: inout NotificationPlanner
    ) throws {
        let items = WatchedItem.items(of: worked)
        let subject = RoutedPatient(patient)
        // The ledger answers by what was owed until now.
        try planner.consider(items, of: subject, ledger: writer)
        try writer.release(heldBack: patient.pseudonym, at: context.clock.now)
        try writer.put(
            worked, nextChange: planner.context.routing.nextChange(worked, items, of: subject), of: patient.id,
            news: news)
    }

    /// Stores what a planner has decided, in the transaction of its evaluation: the store keeps each decision once.
    func put(_ planner: consuming NotificationPlanner, at now: Int, _ writer: StoreWriter) throws {
        // Under other routes a clinic that none is about is news again.
        if planner.context.isRoutingNew { try writer.forgetTroubles(TroubleKind.unrouted.rawValue) }
        let decisions = planner.decisions()
        try writer.put(decisions, at: now, seconds: context.clock.seconds)
        try troubles.raise(unrouted: decisions.unrouted, at: now, writer)
        FailPoint.decided.reach()
    }

    /// What plans and the days of their changes follow from beside the patients: the protocol, and the ladders of the routes.
    var rulesFingerprint: RulesFingerprint {
        RulesFingerprint(
            surveillance: context.state.fingerprint,
            RoutingFingerprint(of: context.settings.notifications.routes, context.settings.notifications.calendar))
    }

    /// What decides which notifications follow from an evaluation at a moment, after a roster that was in force before.
    func planner(
        _ moment: Int, _ before: RosterInForce?, _ reader: StoreReader
    ) throws -> NotificationPlanner {
        NotificationPlanner(
            NotificationContext(
                now: context.clock.civilMoment(at: moment),
                lastEvaluated: before.map { CivilDate(clampingDaysSinceEpoch: $0.evaluatedDay) },
                limit: context.settings.summaryAbove,
                routing: try context.settings.notifications.routing(reader, on: context.today),
                isRoutingNew: before.map { rulesFingerprint.hasNewRoutes(since: $0.rules) } ?? false))
    }
}

extension NotificationSettings {
    /// The routes, with the silences that the store has from a day on.
    package func routing(_ reader: StoreReader, on day: CivilDate) throws -> Routing {
        if routes.isEmpty { return .none }
        return Routing(
            routes: routes, calendar: calendar, silences: try reader.silences(from: day).map(\.silence),
            else: serviceReceivers)
    }
}

extension Routing {
    /// The first later day on which a patient's plan, what holds items back, or who is to be notified may differ.
    func nextChange(_ worked: WorkedPlan, _ items: [WatchedItem], of subject: RoutedPatient) -> CivilDate? {
        [worked.nextChange, nextDay(for: items, of: subject, after: worked.day)].compactMap(\.self).min()
    }
}

extension RoutedPatient {
    /// A stored patient as routes see them.
    package init(_ patient: StoredPatient) {
        self.init(
            pseudonym: patient.pseudonym, clinic: patient.patient.clinic, clinician: patient.patient.clinician)
    }
}
