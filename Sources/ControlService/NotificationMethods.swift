import Alerting
import AuditTrail
import CivilCalendar
import ClinicalModel
import ContactTime
import ControlInterface
import Service
import StaffWork
import Surveillance
import Varlink
import WatchStore

/// The methods about notifications.
extension ControlHarness {
    var alertingMethods: [String: MethodImplementation] {
        [
            "Alerts": answer { try self.queries.alerts(try AlertsRequest(json: $0.parameters)) },
            "Next": onRoster { try self.queries.next(try NextRequest(json: $0.parameters)) },
            "Silences": answer { _ in try self.queries.silences() },
            "RouteTest": onRoster { context in
                let (mrn, page) = try self.queries.routeTest(try RouteTestRequest(json: context.parameters))
                self.noteRead("route-test", context, patient: mrn, "as of \(page.asOf)")
                return page
            },
            "Drill": changing { context, _ in
                let route = try DrillRequest(json: context.parameters).route
                let routes = self.queries.settings.notifications.routes
                guard let found = routes.first(where: { $0.name == route }) else {
                    throw QueryError.noRoute(routes.map(\.name))
                }
                let receivers = found.receivers + found.escalation.flatMap(\.receivers)
                return .drill(route: route, receivers: Array(Set(receivers)).sorted())
            },
            "Silence": changing { context, who in
                try NotificationRequest(
                    try SilenceRequest(json: context.parameters), by: who, today: self.queries.today,
                    limits: self.queries.settings.leaseLimits)
            },
            "EndSilence": changing { context, who in
                .endSilence(Int64(try EndSilenceRequest(json: context.parameters).silence), who)
            },
        ]
    }

    /// A method that changes what is silenced, or sends a test message.
    private func changing(
        _ read: @escaping (CallContext, StaffMember) throws -> NotificationRequest
    ) -> MethodImplementation {
        requiring(.operator) { context in
            let who = self.access.person(context.peer)
            do {
                let request = try read(context, who)
                self.writer.ask(.change(request)) { result in
                    switch result {
                    case .success(let number): self.reply(context, request, who, number)
                    case .failure(let error): self.fail(context, error)
                    }
                }
            } catch {
                self.fail(context, error)
            }
        }
    }

    private func reply(_ context: CallContext, _ request: NotificationRequest, _ who: StaffMember, _ number: Int64?) {
        let id = number.map { Int($0) } ?? 0
        audit.noteAct(
            AuditDraft(
                at: queries.clock.now, uid: who.uid, user: who.name, verb: request.verb,
                detail: number == nil ? "nothing to change" : request.words(number: id), reason: request.reason))
        switch request {
        case .silence(_, let until, _, _): context.reply(SilenceOutcome(silence: id, until: until.description))
        case .endSilence:
            if number == nil {
                fail(context, QueryError.noSilence)
            } else {
                context.reply(EmptyReport())
            }
        case .drill(_, let receivers): context.reply(DrillReport(messages: (0..<receivers.count).map { id + $0 }))
        }
    }
}

/// What people ask about notifications: those that were sent, those that wait, and those that would be sent.
extension QueryService {
    func alerts(_ request: AlertsRequest) throws -> AlertsReport {
        if let limit = request.limit, limit < 1 { throw QueryError.parameter("limit") }
        let (messages, waiting) = try store.read { reader in
            (
                try reader.messages(failedOnly: request.failed ?? false, limit: min(request.limit ?? 100, 10_000)).map {
                    MessageReport($0, items: try reader.dispatches(of: $0.id).count)
                }, try reader.waitingDispatchCount()
            )
        }
        return AlertsReport(messages: messages, waiting: waiting, notices: notices)
    }

    func next(_ request: NextRequest) throws -> NextReport {
        let days = request.days ?? 14
        guard (1...366).contains(days) else { throw QueryError.parameter("days") }
        try requireRoster()
        let waiting = try store.read { try $0.waitingDispatches(limit: 10_000) }
        let groups = Dictionary(grouping: waiting) {
            TellingPlace(at: $0.notBefore, receiver: $0.receiver, delay: $0.delay?.words)
        }
        let tellings = groups.sorted { $0.key < $1.key }.map { place, dispatches in
            TellingReport(
                at: place.at, receiver: place.receiver, items: dispatches.count,
                worst: (dispatches.map(\.urgency).min { $0.rank < $1.rank } ?? .advisory).rawValue, delay: place.delay)
        }
        return NextReport(tellings: tellings, turns: try turns(days), notices: notices)
    }

    /// How many items open, fall due and become overdue on each of the coming days, if nothing is done.
    private func turns(_ days: Int) throws -> [TurnReport] {
        var turns: [CivilDate: TurnReport] = [:]
        let last = today + .days(days)
        func count(_ day: CivilDate, _ member: WritableKeyPath<TurnReport, Int>) {
            guard day > today, day <= last else { return }
            turns[day, default: TurnReport(date: day.description, opening: 0, due: 0, overdue: 0)][keyPath: member] += 1
        }
        try forEachOutline(WorkListFilter(DueRequest(all: true))) { outline in
            count(outline.earliest, \.opening)
            count(outline.due, \.due)
            count(outline.latest + .days(1), \.overdue)
        }
        return turns.sorted { $0.key < $1.key }.map(\.value)
    }

    func silences() throws -> SilencesReport {
        SilencesReport(
            silences: try store.read { try $0.silences(from: today) }.map { stored in
                let matcher = stored.silence.matcher
                return SilenceReport(
                    silence: Int(stored.silence.id), at: stored.at, who: stored.user, clinics: matcher.clinics,
                    clinicians: matcher.clinicians, urgencies: matcher.urgencies.map(\.rawValue),
                    items: matcher.items.map(\.rawValue), until: stored.silence.until.description,
                    reason: stored.reason)
            })
    }

    /// Who would be notified of a patient's items, when, and why; or which routes would notify nobody.
    func routeTest(_ request: RouteTestRequest) throws -> (mrn: String, RouteTestPage) {
        let moment = try moment(request.at)
        let patient = try patient(request.patient)
        let worked = patient.plan(state.protocols, asOf: moment.day)
        let routing = try store.read { try settings.notifications.routing($0, on: moment.day) }
        let rows = worked.plan.items.flatMap { owed in
            routing.trial(WatchedItem(owed, in: worked), of: RoutedPatient(patient), at: moment).map {
                RouteTestReport($0)
            }
        }
        return (
            patient.patient.mrn,
            RouteTestPage(asOf: moment.day.description, rows: rows, notices: notices)
        )
    }

    private func moment(_ text: String?) throws -> CivilMoment {
        guard let text else { return clock.civilMoment(at: clock.now) }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let day = CivilDate(parts[0]),
            let time = parts.count == 2 ? TimeOfDay(parts[1]) : .midnight
        else { throw QueryError.parameter("at") }
        return CivilMoment(day: day, time: time)
    }

    /// The notifications of a patient's items: sent, waiting or settled, and why.
    func sent(_ patient: StoredPatient) throws -> [SentReport] {
        try store.read { reader in
            try reader.dispatches(about: patient.pseudonym).map { dispatch in
                SentReport(
                    receiver: dispatch.receiver, route: dispatch.route, item: dispatch.item, step: dispatch.step.word,
                    due: dispatch.due.description, why: dispatch.why, delay: dispatch.delay?.words,
                    notBefore: dispatch.notBefore, message: dispatch.message.map { Int($0) },
                    messageState: try dispatch.message.flatMap { try reader.message($0)?.state.rawValue },
                    settled: dispatch.settled)
            }
        }
    }
}

private struct TellingPlace: Hashable, Comparable {
    let at: Int
    let receiver: String
    let delay: String?

    static func < (first: TellingPlace, second: TellingPlace) -> Bool {
        (first.at, first.receiver, first.delay ?? "") < (second.at, second.receiver, second.delay ?? "")
    }
}

extension MessageReport {
    fileprivate init(_ message: StoredMessage, items: Int) {
        let isWaiting = message.state == .waiting
        self.init(
            number: Int(message.id), at: message.madeAt, receiver: message.receiver, kind: message.kind,
            priority: NotificationPriority(rawValue: message.priority)?.word ?? "error", items: items,
            line: message.line, state: message.state.rawValue, attempts: message.attempts,
            nextAttempt: isWaiting ? message.nextAttempt : nil, reason: message.reason, settledAt: message.settledAt)
    }
}

extension RouteTestReport {
    fileprivate init(_ trial: RouteTrial) {
        self.init(
            item: trial.item.rawValue, route: trial.route, receiver: trial.receiver, step: trial.step,
            at: trial.moment.description, matches: trial.matches, why: trial.why)
    }
}

extension NotificationRequest {
    /// A silence as it is asked for on the wire; throws why it may not be.
    init(_ request: SilenceRequest, by who: StaffMember, today: CivilDate, limits: LeaseLimits) throws {
        func refusal(_ refusal: ActRefusal) -> QueryError { .act(refusal, patient: nil) }
        var matcher = Matcher()
        matcher.clinics = request.clinics ?? []
        matcher.clinicians = request.clinicians ?? []
        matcher.urgencies = try (request.urgencies ?? []).map { word in
            guard let urgency = Urgency(rawValue: word) else { throw QueryError.parameter("urgencies") }
            return urgency
        }
        matcher.items = try (request.items ?? []).map { word in
            guard let item = Item(rawValue: word) else { throw QueryError.parameter("items") }
            return item
        }
        guard matcher != Matcher() else { throw refusal(.silencesEverything) }
        guard !request.reason.isEmpty else { throw refusal(.noReason("silence")) }
        guard let until = CivilDate(request.until) ?? Interval(request.until).map({ today + $0 }) else {
            throw QueryError.parameter("until")
        }
        if until < today { throw refusal(.endPassed(until, today: today)) }
        if until > today + limits.atMost { throw refusal(.tooLong(until, atMost: today + limits.atMost)) }
        self = .silence(matcher, until: until, reason: request.reason, who)
    }

    /// The verb under which the audit trail shows it.
    var verb: String {
        switch self {
        case .silence: "silence"
        case .endSilence: "end-silence"
        case .drill: "drill"
        }
    }

    /// Why, as the person said.
    var reason: String? {
        if case .silence(_, _, let reason, _) = self { reason } else { nil }
    }

    /// What was done, in words.
    func words(number: Int) -> String {
        switch self {
        case .silence(let matcher, let until, _, _):
            return "silence \(number) of \(matcher.words) until \(until)"
        case .endSilence(let id, _): return "silence \(id)"
        case .drill(let route, let receivers): return "route \(route), to \(receivers.joined(separator: ", "))"
        }
    }
}
