import Glibc
import Synchronization

/// The places between deciding and recording at which a test has the process killed, to see that nothing is lost and nothing
/// sent twice.
///
/// They are there in debug builds only: what is shipped has nothing that could kill it. The test says `CNSWATCH_CRASH_POINT=taken:2`
/// for the second time that a channel has taken a message; SIGKILL leaves no time for anything else, as a power cut would.
package enum FailPoint: String, CaseIterable, Sendable {
    /// Notifications are decided, inside the transaction.
    case decided
    /// The transaction is committed.
    case committed
    /// Messages are made, inside the transaction.
    case composed
    /// They are in the outbox.
    case posted
    /// The journal has the alerts, and the store does not know.
    case journalled
    /// The store knows that the journal has the alerts.
    case journalNoted = "journal-noted"
    /// A message is about to be handed to its channel.
    case sending
    /// The channel has taken it; the store does not know yet.
    case taken
    /// Its result is being recorded, inside the transaction.
    case settling
    /// It is recorded.
    case settled
    /// The roster's files are read and nothing is judged: here the process crashes by itself, as by a trap.
    case reading

    static let variable = "CNSWATCH_CRASH_POINT"

    #if DEBUG
        private static let order: (point: FailPoint, time: Int)? = {
            guard let words = getenv(variable).map({ String(cString: $0).split(separator: ":") }), words.count == 2,
                let point = FailPoint(rawValue: String(words[0])), let time = Int(words[1])
            else { return nil }
            return (point, time)
        }()
        private static let times = Atomic<Int>(0)
    #endif

    /// The process has come to this point; where a test has asked for it, it goes no further.
    package func reach() {
        #if DEBUG
            guard let order = FailPoint.order, order.point == self,
                FailPoint.times.add(1, ordering: .relaxed).newValue == order.time
            else { return }
            kill(getpid(), self == .reading ? SIGILL : SIGKILL)
            // The signal may take a moment, in which this thread must not go on.
            while true { pause() }
        #endif
    }
}
