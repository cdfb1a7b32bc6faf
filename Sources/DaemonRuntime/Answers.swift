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
    /// What is to be said of the trail where it is kept on another thread.
    var settledNoticesOfAudit: [Notice] = []
    /// The acts that the trail speaks of and the store does not have.
    var lostActs: [Int64] = []
    /// The places of the work-list last asked for; forgotten whenever the list may have changed.
    var pagedKeys: (question: DueRequest, day: CivilDate, keys: [FollowUpKey])?
    /// How often what is known has changed since the start.
    private(set) var changes = 0
    /// Asked now and then during a long answer, which is given up where nobody waits for it any more.
    var isGivenUp: () -> Bool = { false }
    /// Called as a long answer comes further, with what a caller who wants more than one reply is told meanwhile.
    var onProgress: (any ControlMessage) -> Void = { _ in }

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

    /// Forgets what is remembered from one question to the next: the roster, the plans or what staff did may be others.
    func forget(changes: Int? = nil) {
        self.changes = changes ?? self.changes + 1
        pagedKeys = nil
    }

    /// Gives a long answer up where nobody waits for it any more.
    func keepGoing() throws {
        if isGivenUp() { throw CancellationError() }
    }
}
