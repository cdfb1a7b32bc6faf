import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import Delivery
import StaffWork
import Systemd
import WatchStore

/// What a person asks to change about what is told.
package enum TellingRequest: Sendable, Hashable {
    /// Silence what matches, up to and including a day.
    case silence(Matcher, until: CivilDate, reason: String, StaffMember)
    /// End a silence.
    case endSilence(Int64, StaffMember)
    /// Send a marked test message to these receivers.
    case drill(route: String, receivers: [String])
}

/// What staff change about what is told.
extension Watchman {
    /// The number of what was made; nil where there was nothing to change.
    func change(_ request: TellingRequest) throws(StoreError) -> Int64? {
        let now = clock.now
        let number = try store.write { writer -> Int64? in
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
        try handOver()
        return number
    }
}

/// What is still to be told of silences that are about to lapse.
struct SilenceLapses {
    /// Who hears of it.
    enum Audience: Hashable {
        case journal
        case receiver(String)
    }

    /// Word that is still to be given.
    struct Notice {
        let silence: StoredSilence
        let audience: Audience
        /// When, in seconds since 1970.
        let moment: Int
        /// What tells it from others, for ever.
        let occasion: String
        /// How much waits for the silence to end.
        let waiting: Int

        /// What is told; it repeats no reason, which may name a patient.
        var line: String {
            let held = silence.silence
            let items =
                waiting == 0
                ? "nothing waits for its end so far" : "\(Counted(waiting, "item").with("waits", "wait")) for its end"
            return
                "silence \(held.id) of \(held.matcher.words), made by \(silence.user), lapses after \(held.until); \(items)"
        }
    }

    static let kind = "silence-lapses"

    /// All of it, the earliest first. What lay before the silence was made is left out: whoever made it has just said until when.
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
                if try reader.knowsTrouble(kind, occasion) { continue }
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

/// Tells of silences that are about to lapse.
extension Watchman {
    /// Gives the word that is to be given by now, to each once, and to the journal.
    func tellLapses() throws(StoreError) {
        let now = clock.now
        let notices = try store.read { try SilenceLapses.open($0, settings.notifications, clock) }
            .filter { $0.moment <= now }
        if notices.isEmpty { return }
        for notice in notices where notice.audience == .journal {
            journal.note(.silenceLapses, .notice, notice.line)
        }
        try store.write { writer in
            for notice in notices {
                try writer.noteTrouble(SilenceLapses.kind, notice.occasion, at: now)
                guard let receiver = notice.audience.name else { continue }
                try writer.addMessage(
                    to: receiver, by: "silence", kind: MessageKind.silence.rawValue,
                    priority: JournalPriority.notice.rawValue, line: notice.line, at: now, telling: [])
            }
        }
    }
}
