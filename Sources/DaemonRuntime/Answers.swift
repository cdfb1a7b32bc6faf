import CivilCalendar
import ControlInterface
import WatchStore

/// What people ask of the service: it reads the store and the standing, and changes neither.
final class Answers {
    let configuration: DaemonConfiguration
    let clock: ClinicClock
    let store: WatchStore
    /// A few digits that tell this site from others.
    let site: String
    /// What the watchman last settled; set by whoever hears from it.
    var standing: WatchmanStanding
    /// The audit trail; set by whoever keeps it.
    weak var audit: AuditKeeper?
    /// The acts that the trail speaks of and the store does not have.
    var lostActs: [Int64] = []
    /// The places of the work-list last asked for; forgotten whenever the list may have changed.
    var pagedKeys: (question: DueRequest, day: CivilDate, keys: [FollowUpKey])?

    init(
        configuration: DaemonConfiguration, clock: ClinicClock, store: WatchStore, site: String,
        standing: WatchmanStanding
    ) {
        self.configuration = configuration
        self.clock = clock
        self.store = store
        self.site = site
        self.standing = standing
    }

    var today: CivilDate { clock.day(at: clock.now) }
}
