import CivilCalendar
import WatchStore

/// When the service wakes next: the one place where that is decided.
package struct NextWake {
    private let settings: ServiceSettings
    private let clock: ClinicClock
    private let store: StoreView

    /// Decides by what the store holds.
    package init(_ settings: ServiceSettings, clock: ClinicClock, store: StoreView) {
        (self.settings, self.clock, self.store) = (settings, clock, store)
    }

    /// The earliest of: the turn of the next civil day, on which dates may turn; what is to be sent or tried again; the roster
    /// growing stale; a silence about to lapse; a clock that no time service keeps, to be looked at again.
    ///
    /// - Parameter isSending: whether messages are under way, whose outcome wakes the service anyway.
    package func moment(_ state: ServiceState, isSending: Bool) -> Int {
        let now = clock.now
        var moments = [clock.start(of: clock.day(at: now) + .days(1))]
        if let next = try? store.read({ try $0.nextAlertMoment() }), next > now || !isSending {
            moments.append(max(next, now + 1))
        }
        if let stale = momentOfStaleness, stale > now { moments.append(stale) }
        if let lapse = momentOfLapse { moments.append(max(lapse, now + 1)) }
        if case .doubted(let since) = state.clock { moments.append(max(since + ClinicClock.patience, now + 1)) }
        return moments.min() ?? now + 1
    }

    /// When the next silence that is about to lapse is to be announced; nil for none.
    private var momentOfLapse: Int? {
        (try? store.read { try SilenceLapses.open($0, settings.notifications, clock).first?.moment }).flatMap(\.self)
    }

    /// When the export will be older than the admin allows; nil where there is no roster.
    private var momentOfStaleness: Int? {
        (try? store.read { try $0.rosterInForce() }).flatMap(\.self)
            .map { $0.exportedAt + settings.staleAfterHours * 3_600 + 1 }
    }
}
