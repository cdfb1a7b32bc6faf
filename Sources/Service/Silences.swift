import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import Delivery
import StaffWork
import Systemd
import WatchStore

/// What a person asks to change about notifications.
package enum NotificationRequest: Sendable, Hashable {
    /// Silence what matches, up to and including a day.
    case silence(Matcher, until: CivilDate, reason: String, StaffMember)
    /// End a silence.
    case endSilence(Int64, StaffMember)
    /// Send a marked test message to these receivers.
    case drill(route: String, receivers: [String])
}

extension Outbox {
    /// Changes what is silenced, or makes a test message for each receiver of a route.
    ///
    /// - Returns: the number of the silence or of the first message; nil where there was nothing to change.
    func change(_ request: NotificationRequest) throws(StoreError) -> Int64? {
        let now = context.clock.now
        return try context.store.write { writer -> Int64? in
            switch request {
            case .silence(let matcher, let until, let reason, let who):
                return try writer.addSilence(matcher, until: until, reason: reason, by: who, at: now)
            case .endSilence(let id, let who): return try writer.endSilence(id, by: who, at: now) ? id : nil
            case .drill(let route, let receivers):
                var first: Int64?
                for receiver in receivers {
                    let id = try writer.addMessage(
                        to: receiver, by: route, kind: MessageKind.drill.rawValue,
                        priority: JournalPriority.notice.rawValue,
                        line: "a test of the route \(route): nobody is owed anything because of it", at: now,
                        telling: [])
                    first = first ?? id
                }
                return first
            }
        }
    }
}

/// The notifications that are still to be made of silences that are about to lapse.
struct SilenceLapses {
    /// Who hears of it.
    enum Audience: Hashable {
        case journal
        case receiver(String)
    }

    /// An notification that is still to be made.
    struct Notice {
        let silence: StoredSilence
        let audience: Audience
        /// When, in seconds since 1970.
        let moment: Int
        /// The key under which the store remembers it.
        let occasion: String
        /// How much waits for the silence to end.
        let waiting: Int

        /// What it says; it repeats no reason, which may name a patient.
        var line: String {
            let held = silence.silence
            let items =
                waiting == 0
                ? "nothing waits for its end so far"
                : "\(Pluralised(waiting, "item").with("waits", "wait")) for its end"
            return
                "silence \(held.id) of \(held.matcher.words), made by \(silence.user), lapses after \(held.until); \(items)"
        }
    }

    /// All of them, the earliest first. What lay before the silence was made is left out: its maker has just said until when.
    static func open(_ reader: StoreReader, _ settings: NotificationSettings, _ clock: ClinicClock) throws -> [Notice] {
        let now = clock.now
        let today = clock.day(at: now)
        let routing = Routing(routes: settings.routes, calendar: settings.calendar)
        var notices: [Notice] = []
        for silence in try reader.silences(from: today) {
            let day = CivilMoment(day: routing.noticeDay(of: silence.silence), time: .midnight)
            var moments: [(Audience, CivilMoment)] = [(.journal, day)]
            moments += routing.lapseNotices(
                of: silence.silence, at: clock.civilMoment(at: now), else: settings.serviceReceivers
            ).map { (.receiver($0.receiver), $0.moment) }
            for (audience, moment) in moments {
                let seconds = clock.seconds(moment)
                guard seconds > silence.at else { continue }
                let occasion = "\(silence.silence.id) \(audience)"
                if try reader.knowsTrouble(TroubleKind.silenceLapses.rawValue, occasion) { continue }
                let waiting = try reader.dispatchCount(waitingFor: Delay.silence(silence.silence.id), of: audience.name)
                notices.append(
                    Notice(
                        silence: silence, audience: audience, moment: seconds, occasion: occasion, waiting: waiting))
            }
        }
        return notices.sorted { $0.moment < $1.moment }
    }
}

extension SilenceLapses.Audience: CustomStringConvertible {
    /// The receiver's name; nil for the journal.
    var name: String? {
        switch self {
        case .journal: nil
        case .receiver(let name): name
        }
    }

    var description: String { name.map { "to \($0)" } ?? "to the journal" }
}
