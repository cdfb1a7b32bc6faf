import Alerting
import CivilCalendar
import ClinicalModel
import Delivery
import Surveillance
import WatchStore

/// Messages of the outbox as they go out. What they say follows from the store alone, so that a second try says the same.
package struct OutgoingMessages {
    /// The most items that a message names; it counts the others.
    private static let mostEntries = 50

    private let settings: NotificationSettings
    private let clock: ClinicClock
    private let store: StoreView
    private let site: String

    /// The messages of a store.
    ///
    /// - Parameter site: a few digits that tell this site from others.
    package init(_ settings: NotificationSettings, clock: ClinicClock, store: StoreView, site: String) {
        (self.settings, self.clock, self.store, self.site) = (settings, clock, store, site)
    }

    /// The messages that are to be tried now.
    package func waiting() throws -> [(id: Int64, message: OutgoingMessage)] {
        try store.read { reader in
            try reader.messages(waitingAt: clock.now).map { ($0.id, try outgoing($0, reader)) }
        }
    }

    private func outgoing(_ message: StoredMessage, _ reader: StoreReader) throws -> OutgoingMessage {
        let kind = MessageKind(rawValue: message.kind) ?? .service
        let shown = settings.receiver(message.receiver)?.shown ?? .pseudonym
        let dispatches = try reader.dispatches(of: message.id)
        // Of several steps of one item the message names the loudest.
        var seen: Set<[String]> = []
        let leading = dispatches.filter { seen.insert([$0.patient, $0.item]).inserted }
        let entries = try leading.prefix(OutgoingMessages.mostEntries).map { dispatch in
            OutgoingMessage.Entry(
                subject: dispatch.patient, item: dispatch.item, stage: dispatch.step.word,
                urgency: dispatch.urgency.rawValue, due: dispatch.due.description, latest: dispatch.latest.description,
                daysLate: dispatch.daysLate, why: dispatch.why,
                name: shown == .mrn ? try reader.patient(dispatch.patient)?.patient.mrn : nil)
        }
        var closing: [String] = []
        if leading.count > entries.count {
            closing.append("and \(Pluralised(leading.count - entries.count, "more item")); see: cnswatch due")
        }
        return OutgoingMessage(
            id: identity(of: message.id), at: message.madeAt, kind: kind,
            priority: MessagePriority(syslog: message.priority),
            title: message.line ?? title(leading, kind), entries: Array(entries), closing: closing,
            route: dispatches.isEmpty
                ? message.route : Set(dispatches.map(\.route)).sorted().joined(separator: ", "),
            receiver: message.receiver)
    }

    /// The identifier of a message: the same at every try, and different from those of all other sites.
    package func identity(of message: Int64) -> String { "cnswatch-\(site)-\(message)" }

    private func title(_ dispatches: [StoredDispatch], _ kind: MessageKind) -> String {
        let patients = Set(dispatches.map(\.patient)).count
        let overdue = dispatches.count { $0.daysLate > 0 }
        let emergencies = dispatches.count { $0.priority <= NotificationPriority.critical.rawValue }
        let what =
            emergencies > 0
            ? "\(Pluralised(emergencies, "emergency").with("is", "are")) open"
            : "\(Pluralised(dispatches.count, "item")) of \(Pluralised(patients, "patient")) to look at"
        return what + (overdue > 0 && emergencies == 0 ? ", \(overdue) overdue" : "")
    }
}

extension MessagePriority {
    /// The word for a priority of syslog(3).
    init(syslog: Int) {
        switch NotificationPriority(rawValue: syslog) {
        case .critical: self = .critical
        case .error: self = .error
        case .warning: self = .warning
        case .notice: self = .notice
        case .info, nil: self = .info
        }
    }
}

extension OutgoingMessages {
    /// What a receiver was notified of and is still open, as an Alertmanager holds it.
    package func activeAlerts(for receiver: String) throws -> [ActiveAlert] {
        let today = clock.day(at: clock.now)
        return try store.read { try $0.openDispatches(of: receiver, on: today) }.map { dispatch in
            ActiveAlert(
                labels: [
                    "alertname": "CnswatchFollowUp", "item": dispatch.item, "severity": dispatch.urgency.rawValue,
                    "patient": dispatch.patient, "route": dispatch.route, "receiver": receiver,
                ],
                annotations: [
                    "summary": "\(dispatch.item) \(dispatch.step), due \(dispatch.due), latest \(dispatch.latest)",
                    "description": "Told because: \(dispatch.why). The patient: cnswatch show \(dispatch.patient)",
                ], startsAt: dispatch.notBefore)
        }
    }

    /// Whether a roster in force is evaluated for today, and journal and channels have taken all that is due by now.
    package func isHandedOver() throws -> Bool {
        let today = clock.day(at: clock.now)
        return try store.read { reader in
            guard let roster = try reader.rosterInForce(), roster.evaluatedDay == Int(today.daysSinceEpoch) else {
                return false
            }
            return try reader.alertCounts(since: clock.now).pending == 0
                && reader.messageCounts(deadSince: clock.now).waiting == 0
                && reader.dispatches(waitingAt: clock.now).isEmpty
        }
    }
}
