import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import ControlInterface
import StaffWork
import Surveillance
import Varlink
import WatchStore

/// What people ask of who was told, is to be told and would be told.
extension Answers {
    func alerts(_ request: AlertsRequest) throws -> AlertsReport {
        if let limit = request.limit, limit < 1 { throw VarlinkError.invalidParameter("limit") }
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
        guard (1...366).contains(days) else { throw VarlinkError.invalidParameter("days") }
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

    /// How many items turn on each of the coming days, if nothing is done.
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

    /// Who would be told of a patient's items, when, and why; or by which routes nobody.
    func routeTest(_ request: RouteTestRequest) throws -> (mrn: String, RouteTestPage) {
        let moment = try moment(request.at)
        let patient = try patient(request.patient)
        let worked = patient.plan(standing.rules, asOf: moment.day)
        let routing = Routing(
            routes: configuration.telling.routes, calendar: configuration.telling.calendar,
            silences: try store.read { try $0.silences(from: moment.day).map(\.silence) },
            else: configuration.telling.serviceReceivers)
        let rows = worked.plan.items.flatMap { owed in
            routing.trial(WatchedItem(owed, in: worked), of: Subject(patient), at: moment).map { RouteTestReport($0) }
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
        else { throw VarlinkError.invalidParameter("at") }
        return CivilMoment(day: day, time: time)
    }

    /// What receivers were told of a patient's items, will be, or will not, and why.
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
            priority: AnnouncementPriority(rawValue: message.priority)?.word ?? "error", items: items,
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
