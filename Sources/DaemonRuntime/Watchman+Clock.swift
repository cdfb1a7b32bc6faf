import Systemd
import WatchStore

/// Tells of a clock that nothing keeps: by a wrong one everybody would be told at the wrong time, or be called overdue.
extension Watchman {
    /// So long it may take a time service to set the clock after a start.
    static let clockPatience = 3_600

    /// Looks whether a time service keeps the clock; where none has for an hour, that is told once, until one does.
    func tellClock() throws(StoreError) {
        let now = clock.now
        switch clock.synchronisation {
        case .unknown: break
        case .synchronised:
            if standing.clock == .told { journal.note(.clockUnsynchronised, .notice, "the clock is kept again") }
            standing.clock = .trusted
            try forgetTrouble("clock", "unsynchronised")
        case .unsynchronised:
            switch standing.clock {
            case .trusted: standing.clock = .doubted(since: now)
            case .doubted(let since) where (since..<since + Watchman.clockPatience).contains(now): break
            case .doubted:
                let line =
                    "the machine's clock is not synchronised: by a wrong one people are told at the wrong time;"
                    + " see: timedatectl"
                journal.note(.clockUnsynchronised, .error, line)
                try tellTrouble("clock", "unsynchronised", line)
                standing.clock = .told
            case .told: break
            }
        }
    }
}
