import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import Delivery
import StaffWork
import Surveillance
import WatchStore

/// Puts what is to be told by now into messages: one a receiver, and one more for emergencies.
///
/// What has been settled since it was decided, is held back or silenced, is not told, or not yet; the reason is kept with it.
extension Watchman {
    private struct Told {
        let dispatch: StoredDispatch
        let daysLate: Int
        let route: Route
    }

    private static let week = 7 * 86_400
    /// No channel asks to be left alone for longer.
    private static let longestHint = 2 * 86_400
    /// Nobody has an emergency wait for longer.
    private static let longestEmergencyPause = 2 * 3_600

    func fillOutbox() throws(StoreError) {
        let now = clock.now
        // A clock that was ahead has left tries in the future.
        let isBack = now < latestMoment
        latestMoment = now
        for (priority, pause) in [
            (AnnouncementPriority.critical, Watchman.longestEmergencyPause), (.info, Watchman.longestHint),
        ] {
            let bound = isBack ? now : now + pause
            guard try store.read({ try $0.hasMessagesWaiting(beyond: bound, upTo: priority) }) else { continue }
            try store.write { try $0.tryNow(whatWaitsBeyond: bound, upTo: priority, at: now) }
        }
        let isEmpty = try store.read { try $0.dispatches(waitingAt: now).isEmpty }
        if isEmpty { return }
        try store.write { writer in
            let routing = try routing(writer.reader)
            var desk = OutboxDesk(now: now, today: clock.day(at: now), routing: routing, reader: writer.reader)
            let waiting = try writer.reader.dispatches(waitingAt: now)
            for (receiver, dispatches) in Dictionary(grouping: waiting, by: \.receiver).sorted(by: { $0.key < $1.key })
            {
                var told: [Told] = []
                for dispatch in dispatches {
                    switch try verdict(on: dispatch, &desk) {
                    case .tell(let daysLate, let route):
                        told.append(Told(dispatch: dispatch, daysLate: daysLate, route: route))
                    case .settled(let reason): try writer.settle(dispatch.id, because: reason)
                    case .withdrawn(let reason): try writer.withdraw(dispatch, because: reason)
                    case .later(let moment, let delay): try writer.putOff(dispatch.id, until: moment, because: delay)
                    }
                }
                try post(told, to: receiver, now, writer)
            }
            CrashPoint.composed.reach()
        }
        CrashPoint.posted.reach()
    }

    /// Makes the messages to a receiver.
    private func post(
        _ told: [Told], to receiver: String, _ now: Int, _ writer: StoreWriter
    ) throws {
        let emergencies = told.filter { $0.dispatch.priority <= AnnouncementPriority.critical.rawValue }
        let others = told.filter { $0.dispatch.priority > AnnouncementPriority.critical.rawValue }
        for (list, isEmergency) in [(emergencies, true), (others, false)] where !list.isEmpty {
            let priority = list.map(\.dispatch.priority).min() ?? AnnouncementPriority.info.rawValue
            // Nobody agreed to hear late of what has become urgent, of what nobody else took on, or of what is late already.
            if !isEmergency, list.allSatisfy({ $0.dispatch.isRoutine }),
                let moment = try momentOfRoom(for: receiver, priority, now, writer.reader)
            {
                for item in list {
                    try writer.putOff(
                        item.dispatch.id, until: opening(of: item.route, from: moment), because: .cap)
                }
                continue
            }
            try writer.addMessage(
                to: receiver, kind: kind(of: list.map(\.dispatch)).rawValue, priority: priority, line: nil, at: now,
                telling: list.map { ($0.dispatch.id, $0.daysLate) })
        }
    }

    private func kind(of dispatches: [StoredDispatch]) -> MessageKind {
        if dispatches.contains(where: \.isCatchUp) { return .catchUp }
        // What is told once more is told to the same people: their agreed number of messages holds for it.
        if dispatches.allSatisfy({ $0.isOfLadder }), dispatches.contains(where: { !$0.isRoutine }) {
            return .escalation
        }
        return dispatches.contains { $0.delay != nil } ? .digest : .news
    }

    /// When a receiver may have another routine message; nil for now.
    private func momentOfRoom(
        for name: String, _ priority: Int, _ now: Int, _ reader: StoreReader
    ) throws -> Int? {
        guard priority >= AnnouncementPriority.warning.rawValue,
            let cap = configuration.telling.receiver(name)?.weeklyCap
        else { return nil }
        let sent = try reader.routineMessages(to: name, since: now - Watchman.week, until: now)
        guard sent.count >= cap, let first = sent.first else { return nil }
        return first + Watchman.week
    }

    /// The routes of the configuration with the silences of the store.
    func routing(_ reader: StoreReader) throws -> Routing {
        let telling = configuration.telling
        guard !telling.routes.isEmpty else { return .none }
        return Routing(
            routes: telling.routes, calendar: telling.calendar,
            silences: try reader.silences(from: today).map(\.silence), else: telling.serviceReceivers)
    }
}

extension Subject {
    init(_ patient: StoredPatient) {
        self.init(
            pseudonym: patient.pseudonym, clinic: patient.patient.clinic, clinician: patient.patient.clinician)
    }
}

extension StoredDispatch {
    /// Whether it is a step of a ladder, or told once more.
    fileprivate var isOfLadder: Bool { step.stage == nil }

    /// Whether the receiver agreed to hear of it later where there is too much: news of dates, and what is told once more.
    fileprivate var isRoutine: Bool {
        if isCatchUp { return false }
        return switch step {
        case .stage(let stage): !stage.isAlarm
        case .escalation: false
        case .repetition: true
        }
    }
}
