import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import Delivery
import StaffWork
import Surveillance
import WatchStore

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

/// Goes through all that a clinic's service decided to tell, and through all that its receivers have.
struct ScenarioAudit {
    private let clinic: ScenarioClinic
    private let dispatches: [(dispatch: StoredDispatch, message: StoredMessage?)]
    private let now: Int

    init(_ clinic: ScenarioClinic) throws {
        self.clinic = clinic
        now = clinic.clock.now
        dispatches = try clinic.queries.store.read { reader in
            try reader.allPatients().flatMap { id in
                try reader.dispatches(about: reader.patient(id)?.pseudonym ?? "").map {
                    ($0, try $0.message.flatMap { try reader.message($0) })
                }
            }
        }
    }

    private func words(_ dispatch: StoredDispatch) -> String {
        "\(dispatch.receiver) \(dispatch.patient) \(dispatch.item) \(dispatch.occasion) \(dispatch.step.word)"
    }

    /// What stands in the plans of today and of which somebody whom the routes name was not told, nor will be.
    func missing() throws -> [String] {
        let notifications = clinic.configuration.service.notifications
        let alive = Dictionary(grouping: dispatches.map(\.dispatch).filter { $0.settled == nil }) {
            "\($0.receiver) \($0.patient) \($0.item)"
        }
        var missing: [String] = []
        try clinic.queries.forEachPlan(asOf: clinic.queries.today) { plan, patient in
            for item in WatchedItem.items(of: plan) where item.status != .upcoming && !item.isHeldBack {
                for route in notifications.routes
                where route.matcher.matches(item.item, item.urgency, of: RoutedPatient(patient)) {
                    for receiver in route.receivers {
                        let told = alive["\(receiver) \(patient.pseudonym) \(item.item.rawValue)"] ?? []
                        if told.contains(where: { covers($0, item) }) { continue }
                        missing.append("\(receiver) \(patient.pseudonym) \(item.item) \(item.due) \(item.status)")
                    }
                    for step in EscalationPolicy(route, notifications.calendar).reached(by: item, on: plan.day) {
                        for receiver in step.receivers {
                            let told = alive["\(receiver) \(patient.pseudonym) \(item.item.rawValue)"] ?? []
                            if told.contains(where: { $0.step == step.step }) { continue }
                            missing.append(
                                "\(receiver) \(patient.pseudonym) \(item.item) \(item.due) \(step.step.word)")
                        }
                    }
                }
            }
        }
        return missing
    }

    /// Whether a dispatch tells of an item's present occasion, and of no less than its present state.
    private func covers(_ dispatch: StoredDispatch, _ item: WatchedItem) -> Bool {
        guard let stage = dispatch.step.stage else { return false }
        let isOccasion =
            item.isStanding || dispatch.occasion == item.due || item.leaseEnds.contains(dispatch.occasion)
            || item.emergencies.contains(dispatch.occasion) || item.urgentSymptoms.contains(dispatch.occasion)
            || item.findings.contains(dispatch.occasion) || item.urgentSince == dispatch.occasion
            || item.missedOn == dispatch.occasion
        switch item.status {
        case .upcoming: return true
        case .dueSoon: return isOccasion
        case .due: return isOccasion && stage.advancement >= NotificationStage.fellDue.advancement
        case .overdue: return isOccasion && stage.advancement >= NotificationStage.wentOverdue.advancement
        }
    }

    /// Decisions that are neither in one message that was taken, nor settled with a reason, nor waiting with one.
    func unaccounted() throws -> [String] {
        let taken = Dictionary(grouping: clinic.delivered, by: \.message.id)
        return dispatches.filter { dispatch, message in
            switch (message, dispatch.settled) {
            case (let message?, nil):
                message.state != .accepted || taken[clinic.outgoing.identity(of: message.id)]?.count != 1
            case (nil, let reason?): reason.isEmpty
            case (nil, nil): dispatch.notBefore <= now || dispatch.delay == nil
            case (_?, _?): true
            }
        }.map { words($0.dispatch) }
    }

    /// Messages in quiet hours, but for emergencies, and routine ones beside the digest.
    func outOfHours() throws -> [String] {
        let notifications = clinic.configuration.service.notifications
        return clinic.delivered.filter { delivery in
            guard delivery.message.priority != .critical else { return false }
            let isOfAlarms = delivery.message.entries.contains {
                NotificationStage(rawValue: $0.stage)?.isAlarm == true
            }
            let moment = clinic.clock.civilMoment(at: delivery.moment)
            return notifications.routes.contains { route in
                guard delivery.message.route.split(separator: ", ").contains(where: { $0 == route.name }) else {
                    return false
                }
                return route.quiet?.isQuiet(at: moment, calendar: notifications.calendar) == true
                    || (!isOfAlarms
                        && route.digest.map { $0.at != moment.time || !notifications.calendar.isWorkingDay(moment.day) }
                            == true)
            }
        }.map { "\(clinic.clock.civilMoment(at: $0.moment)) \($0.message.receiver) \($0.message.route)" }
    }

    /// Emergencies that were told a minute or more after they were decided.
    func lateEmergencies() throws -> [String] {
        let moments = Dictionary(
            clinic.delivered.map { ($0.message.id, $0.moment) }, uniquingKeysWith: { first, _ in first })
        let emergencies = dispatches.filter { $0.dispatch.priority <= NotificationPriority.critical.rawValue }
        guard !emergencies.isEmpty else { return ["there were none"] }
        return emergencies.filter { dispatch, message in
            guard dispatch.settled == nil else { return false }
            guard let message, let moment = moments[clinic.outgoing.identity(of: message.id)] else { return true }
            return moment - dispatch.notBefore >= 60
        }.map { words($0.dispatch) }
    }

    /// Receivers with more routine messages within a week than were agreed.
    func overTheCap() -> [String] {
        clinic.configuration.service.notifications.receivers.flatMap { receiver -> [String] in
            guard let cap = receiver.weeklyCap else { return [] }
            let moments = clinic.delivered.filter { delivery in
                delivery.message.receiver == receiver.name && [.digest, .news].contains(delivery.message.kind)
                    && [.warning, .notice, .info].contains(delivery.message.priority)
                    && delivery.message.entries.allSatisfy { NotificationStage(rawValue: $0.stage)?.isAlarm != true }
            }.map(\.moment)
            return zip(moments, moments.dropFirst(cap)).filter { $1 - $0 < 7 * 86_400 }
                .map { "\(receiver.name) \(clinic.clock.civilMoment(at: $1))" }
        }
    }
}
