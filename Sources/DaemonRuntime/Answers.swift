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
    /// What answers follow from beside the store; set by whoever hears of it.
    var circumstances: ServiceCircumstances
    /// Asked during a long question, which is given up where the answer is yes.
    var isStopping: () -> Bool = { false }
    /// The places of the work-list last asked for, and the version of the store they are of.
    var pagedKeys: (question: DueRequest, day: CivilDate, version: StoreVersion, keys: [FollowUpKey])?
    /// What was last read of the service, when, and of which version of the store.
    private var keptFacts: (moment: Int, version: StoreVersion, facts: ServiceFacts)?

    init(
        configuration: DaemonConfiguration, clock: ClinicClock, store: WatchStore, site: String,
        standing: WatchmanStanding
    ) {
        self.configuration = configuration
        self.clock = clock
        self.store = store
        self.site = site
        circumstances = ServiceCircumstances(standing: standing)
    }

    /// What the watchman last settled.
    var standing: WatchmanStanding { circumstances.standing }

    /// What the store holds of the service; read again where the store or the second is another.
    func facts() throws(StoreError) -> ServiceFacts {
        let now = clock.now
        let version = try store.version()
        if let keptFacts, keptFacts.moment == now, keptFacts.version == version { return keptFacts.facts }
        let facts = try store.read {
            try $0.serviceFacts(since: now - Answers.memoryOfFailures, failingChannel: Watchman.failingChannel)
        }
        keptFacts = (now, version, facts)
        return facts
    }

    /// So long everybody is told of a message that was given up.
    private static let memoryOfFailures = 7 * 86_400

    var today: CivilDate { clock.day(at: clock.now) }
}
