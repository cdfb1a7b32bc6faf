import CivilCalendar
import ClinicalModel
import Delivery
import ProtocolReading
import StaffWork
import Surveillance
import Systemd
import WatchStore

/// The writer: one job after the other, each done by its parts, which alone write the store.
///
/// It knows neither the socket nor the loop. `WriterThread` gives it a thread of its own.
final class ServiceWriter {
    let context: WriterContext
    let troubles: Troubles
    let reevaluator: Reevaluator
    let importer: RosterImporter
    let acts: ActExecutor
    let outbox: Outbox
    /// Why what follows from a job that was done could not be handed over; nil where it could.
    private var postponedFailure: StoreError?

    /// - Parameter jitter: by how much a next try comes later, up to so many seconds.
    init(
        _ context: WriterContext, pseudonyms: Pseudonyms,
        jitter: @escaping (Int) -> Int = { Int.random(in: 0...$0) }
    ) {
        self.context = context
        troubles = Troubles(context)
        reevaluator = Reevaluator(context, troubles)
        importer = RosterImporter(context, reevaluator, troubles, pseudonyms: pseudonyms)
        acts = ActExecutor(context, reevaluator)
        outbox = Outbox(context, troubles, jitter: jitter)
    }

    /// Reads the roster, judges it whole, and takes it in one transaction or leaves the last good one in force.
    func readRoster(_ cause: RosterReadCause = .automatic) throws(StoreError) -> RosterOutcome {
        let outcome = try importer.read(cause)
        switch outcome.verdict {
        case .taken:
            try troubles.check(outcome.inForce)
            try outbox.handOver()
            try context.releaseMemory()
        case .unchanged, .refused: try advanceDay()
        }
        return outcome
    }

    /// Brings all plans up to the day and the protocol, then hands over the notifications that follow.
    func advanceDay() throws(StoreError) {
        let roster = try reevaluator.advanceDay()
        try troubles.check(roster)
        try outbox.handOver()
    }

    /// Does what a person of the staff asks for, where it may be done.
    func act(_ request: ActRequest) throws(StoreError) -> Result<ActPreview, ActFailure> {
        // So that the act is validated on the day of the stored plan.
        try advanceDay()
        let outcome = try acts.execute(request)
        // Done is done: what cannot be handed over now is handed over later, and the person must hear that it is done.
        if case .success = outcome {
            do throws(StoreError) { try outbox.handOver() } catch { postponedFailure = error }
        }
        return outcome
    }

    /// Changes what is silenced, or sends a test message.
    func change(_ request: NotificationRequest) throws(StoreError) -> Int64? {
        let number = try outbox.change(request)
        try outbox.handOver()
        return number
    }

    /// The failure that was postponed since this was asked before.
    func takePostponedFailure() -> StoreError? {
        defer { postponedFailure = nil }
        return postponedFailure
    }
}

/// A job of the writer, and what it gives.
package struct WriterJob<Value: Sendable>: Sendable {
    /// What it changes, for those who look at what follows.
    let kind: WriterJobKind
    /// Does it. What the store could not do is left as it was.
    let perform: @Sendable (ServiceWriter) throws(StoreError) -> Value

    init(_ kind: WriterJobKind, _ perform: @escaping @Sendable (ServiceWriter) throws(StoreError) -> Value) {
        (self.kind, self.perform) = (kind, perform)
    }
}

/// What jobs of the writer change.
package enum WriterJobKind: Sendable {
    /// The roster in force, and all plans.
    case roster
    /// All plans.
    case day
    /// What became of a message.
    case delivery
    /// Neither plans nor messages that were sent.
    case other
}

extension WriterJob where Value == RosterOutcome {
    /// Reads the roster again.
    package static func readRoster(_ cause: RosterReadCause = .automatic) -> WriterJob {
        WriterJob(.roster) { writer throws(StoreError) in try writer.readRoster(cause) }
    }

    /// Reads the protocol again, then the roster, as an administrator asks.
    package static var readProtocolAndRoster: WriterJob {
        WriterJob(.roster) { writer throws(StoreError) in
            writer.importer.readProtocol()
            return try writer.readRoster(.asked)
        }
    }
}

extension WriterJob where Value == Result<ActPreview, ActFailure> {
    /// Does what a person of the staff asks for, where it may be done.
    package static func act(_ request: ActRequest) -> WriterJob {
        WriterJob(.other) { writer throws(StoreError) in try writer.act(request) }
    }
}

extension WriterJob where Value == Int64? {
    /// Changes what is silenced, or sends a test message: gives the number of the silence or of the first message, nil where
    /// there was nothing to change.
    package static func change(_ request: NotificationRequest) -> WriterJob {
        WriterJob(.other) { writer throws(StoreError) in try writer.change(request) }
    }
}

extension WriterJob where Value == Void {
    /// Brings all plans up to the day.
    package static var advanceDay: WriterJob {
        WriterJob(.day) { writer throws(StoreError) in try writer.advanceDay() }
    }

    /// Records what became of an attempt to deliver a message.
    package static func record(_ outcome: DeliveryOutcome, of message: Int64) -> WriterJob {
        WriterJob(.delivery) { writer throws(StoreError) in try writer.outbox.record(outcome, of: message) }
    }

    /// Gives up a message to a receiver that is no longer configured.
    package static func giveUpWithoutReceiver(_ message: Int64) -> WriterJob {
        WriterJob(.delivery) { writer throws(StoreError) in try writer.outbox.giveUpWithoutReceiver(message) }
    }

    /// Notes that the store can be written again, which proves it, and since when it could not.
    package static func noteRecovery(since moment: Int) -> WriterJob {
        WriterJob(.other) { writer throws(StoreError) in try writer.troubles.noteRecovery(since: moment) }
    }

    /// Notes whether the heartbeat is answered.
    package static func note(_ change: HeartbeatChange) -> WriterJob {
        WriterJob(.other) { writer throws(StoreError) in try writer.troubles.note(change) }
    }

    /// Notes what became of a scheduled report.
    package static func note(_ outcome: ReportOutcome) -> WriterJob {
        WriterJob(.other) { writer throws(StoreError) in try writer.troubles.note(outcome) }
    }
}

/// What the parts of the writer share, on its one thread.
final class WriterContext {
    let settings: ServiceSettings
    let clock: ClinicClock
    let store: WatchStore
    let journal: Journal
    /// What holds at the moment beside what the store keeps.
    var state: ServiceState
    private let onProgress: (WriterProgress) -> Void
    private let isStopping: () -> Bool

    /// - Parameters:
    ///   - onProgress: called as a long job comes further.
    ///   - isStopping: asked now and then during a long job, which is given up where the answer is yes.
    init(
        settings: ServiceSettings, clock: ClinicClock, store: WatchStore, state: ServiceState, journal: Journal,
        onProgress: @escaping (WriterProgress) -> Void = { _ in }, isStopping: @escaping () -> Bool = { false }
    ) {
        (self.settings, self.clock, self.store, self.journal) = (settings, clock, store, journal)
        (self.state, self.onProgress, self.isStopping) = (state, onProgress, isStopping)
    }

    var today: CivilDate { clock.day(at: clock.now) }

    /// Reports that a long job has come further.
    func report(_ progress: WriterProgress) { onProgress(progress) }

    /// Throws where the service is to stop.
    func keepGoing() throws {
        if isStopping() { throw CancellationError() }
    }

    /// Reports now and then how many patients have been looked at, and throws where the service is to stop.
    func keepGoing(_ index: Int, of count: Int) throws {
        guard index & 0xFF == 0 else { return }
        try keepGoing()
        if index & 0xFFF == 0, count > 0x1000 { report(.evaluating(done: index, total: count)) }
    }

    /// Gives back the memory that a long job took: freed, the C library would keep it for the next one.
    func releaseMemory() throws(StoreError) {
        try store.rest()
        FreedMemory.giveBack()
    }
}

/// What holds at the moment beside what the store keeps: the writer changes it, and the loop gets a copy after each job.
package struct ServiceState: Sendable {
    /// Why a newer roster was refused, and when, in seconds since 1970.
    package struct Refusal: Sendable, Hashable {
        package let at: Int
        package let reasons: [String]
        /// Whether a file was still being written: reading it again soon is worth it.
        package let isBeingWritten: Bool
    }

    /// How far the machine's clock is trusted.
    package enum Clock: Sendable, Hashable {
        /// There is no reason not to.
        case trusted
        /// No time service keeps it, as was first seen at this moment, in seconds since 1970.
        case doubted(since: Int)
        /// No time service keeps it, and the receivers of the service's troubles were notified.
        case notified
    }

    /// The protocol in force.
    package internal(set) var protocols: ProtocolSet
    /// Its fingerprint.
    package internal(set) var fingerprint: String
    /// Why a newer roster was refused; nil once one is taken.
    package internal(set) var refusal: Refusal?
    /// Why a newer protocol was refused; empty once one is taken.
    package internal(set) var protocolRefusal: [String] = []
    /// How far the machine's clock is trusted.
    package internal(set) var clock = Clock.trusted

    /// The state of a service that has just read its protocol.
    package init(_ protocols: ProtocolSet) {
        self.protocols = protocols
        fingerprint = "\(ProtocolFingerprint(of: protocols))"
    }

    /// Another protocol is in force.
    mutating func take(_ protocols: ProtocolSet) {
        self.protocols = protocols
        fingerprint = "\(ProtocolFingerprint(of: protocols))"
        protocolRefusal = []
    }
}

/// How far a long job of the writer has come.
package enum WriterProgress: Sendable, Hashable {
    /// The roster's files are being read.
    case reading
    /// So many patients of so many have been looked at.
    case evaluating(done: Int, total: Int)

    /// For the service manager's status line: counts only.
    package var line: String {
        switch self {
        case .reading: "reading the roster"
        case .evaluating(let done, let total):
            "working out what is owed: \(done) of \(Pluralised(total, "patient"))"
        }
    }
}
