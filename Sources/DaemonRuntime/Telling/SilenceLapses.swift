import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import WatchStore

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
    static func open(_ reader: StoreReader, _ telling: TellingSettings, _ clock: ClinicClock) throws -> [Notice] {
        let now = clock.now
        let today = clock.day(at: now)
        let routing = Routing(routes: telling.routes, calendar: telling.calendar)
        var notices: [Notice] = []
        for silence in try reader.silences(from: today) {
            let day = CivilMoment(day: routing.noticeDay(of: silence.silence), time: .midnight)
            var moments: [(Audience, CivilMoment)] = [(.journal, day)]
            moments += routing.lapseNotices(
                of: silence.silence, at: clock.civilMoment(at: now), else: telling.serviceReceivers
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
