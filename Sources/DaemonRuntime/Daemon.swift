import CivilCalendar
import ClinicalModel
import ControlInterface
import Glibc
import Systemd
import Varlink
import WatchStore

/// The service, put together: one thread, one loop, one store.
public final class Daemon {
    /// The version of the service.
    public static let version = "0.1.0"

    private static let retryMicroseconds: UInt64 = 60_000_000

    private let loop: EventLoop
    private let watchman: Watchman
    private let harness: ControlHarness
    private let manager = ServiceManager()
    private let lock: LockFile
    private var server: ControlServer?
    private var alarm: WallClockAlarm?
    private var folderWatch: RosterFolderWatch?
    private var signals: [EventSource] = []
    private var watchdog: Watchdog?
    /// Tries again what the store could not do.
    private var retry: TimerSource?

    /// Puts the service together; nothing is read yet but the protocol and the store.
    public init(_ configuration: DaemonConfiguration, journal: Journal) throws {
        umask(0o077)
        Signal.brokenPipe.ignore()
        let state = try Daemon.stateFolder(configuration)
        lock = try LockFile(path: state + "/lock")
        let clock: ClinicClock
        do {
            clock = try ClinicClock(timeZone: configuration.timeZone)
        } catch {
            throw UnusableConfiguration(description: "\(error)")
        }
        loop = try EventLoop()
        watchman = try Watchman(
            configuration: configuration, clock: clock, store: try WatchStore(path: state + "/cnswatch.sqlite"),
            journal: journal)
        harness = ControlHarness(watchman, startedAt: clock.now)
    }

    /// Runs until a signal ends it; gives the exit status.
    public func run() throws -> Int32 {
        for (signal, action) in [
            (Signal.terminate, { [unowned self] in stop() }), (.interrupt, { [unowned self] in stop() }),
            (.hangUp, { [unowned self] in try reload() }),
        ] as [(Signal, () throws -> Void)] {
            signals.append(try loop.addSignal(signal) { try action() })
        }
        let server = try ControlServer(
            loop: loop, listener: try Daemon.listener(watchman.configuration), registry: try harness.registry())
        server.onCount = { [unowned self] in harness.connections = $0 }
        server.onFull = { [unowned self] count in
            watchman.note(
                .callRefused, .warning,
                "\(Counted(count, "connection").with("is", "are")) open; no more are taken until some close")
        }
        self.server = server
        watchman.onChange = { [unowned self] in
            harness.tellStreams()
            tellStatus()
        }
        alarm = try WallClockAlarm(loop: loop) { [unowned self] event in try clockSays(event) }
        retry = try loop.addMonotonicTimer(afterMicroseconds: Daemon.retryMicroseconds) { [unowned self] in
            try readAgain()
        }
        try retry?.stop()
        watchdog = try Watchdog(loop: loop, manager: manager, watchman: watchman)
        try readAgain()
        folderWatch = try RosterFolderWatch(loop: loop, folder: watchman.configuration.rosterFolder) { [unowned self] in
            try readAgain()
        }
        watchman.note(.started, .info, "cnswatchd \(Daemon.version) is ready")
        try manager.ready(status: statusLine())
        let code = try loop.run()
        try manager.stopping(status: "stopping")
        watchman.note(.stopping, .info, "cnswatchd stops")
        server.close()
        return code
    }

    private func stop() { loop.exit(code: 0) }

    private func reload() throws {
        try manager.reloading(status: "reading protocol and roster again")
        watchman.reloadProtocol()
        try readAgain()
        try manager.ready(status: statusLine())
    }

    /// Reads the roster; a failure of the store is told and survived, what was in force stays.
    private func readAgain() throws {
        do {
            try retry?.stop()
            let report = try withTimeToRead { try watchman.reload() }
            if report.outcome == "refused", report.reasons.contains(where: { $0.contains("changed while") }) {
                try folderWatch?.tryAgain()
            }
        } catch let error as StoreError {
            try storeFailed(error)
        }
        try arm()
    }

    /// A full disk or the like passes, and nobody should have to restart the service then.
    private func storeFailed(_ error: StoreError) throws {
        watchman.note(.storeFailed, .critical, "\(error)")
        tellStatus()
        try retry?.restart(afterMicroseconds: Daemon.retryMicroseconds)
    }

    /// A roster is read on the loop's own thread: the manager is told how long that may take at the worst.
    private func withTimeToRead<Value>(_ work: () throws -> Value) rethrows -> Value {
        guard let state = RosterFolderState(folder: watchman.configuration.rosterFolder) else { return try work() }
        let time = 60_000_000 + UInt64(state.byteCount)
        _ = try? manager.extendTimeout(microseconds: time)
        guard let watchdog else { return try work() }
        return try watchdog.during(microseconds: time, work)
    }

    private func clockSays(_ event: WallClockEvent) throws {
        switch event {
        case .reached: break
        case .clockChanged: watchman.note(.clockChanged, .notice, "the clock was set; the day is \(watchman.today)")
        }
        do {
            try watchman.turnDay()
        } catch let error as StoreError {
            try storeFailed(error)
        }
        try arm()
    }

    /// Arms the one deadline: the turn of the next civil day, on which dates may turn.
    private func arm() throws {
        let tomorrow = watchman.today + .days(1)
        let moment = watchman.clock.start(of: tomorrow)
        harness.nextWake = moment
        try alarm?.arm(atUnixSeconds: Int64(moment))
    }

    private func tellStatus() { _ = try? manager.status(statusLine()) }

    private func statusLine() -> String {
        guard let roster = try? watchman.store.read({ try $0.rosterInForce() }) else {
            return "no roster is in force" + (watchman.refusal == nil ? "" : "; the one there is refused")
        }
        return "\(Counted(roster.patients, "patient")) as of \(watchman.today)"
            + (roster.rejectedRows == 0 ? "" : "; \(Counted(roster.rejectedRows, "row")) set aside")
            + (watchman.refusal == nil ? "" : "; a newer roster is refused")
    }

    private static func stateFolder(_ configuration: DaemonConfiguration) throws -> String {
        let folder =
            configuration.stateFolder.isEmpty
            ? getenv("STATE_DIRECTORY").map { String(cString: $0) } ?? "/var/lib/cnswatch" : configuration.stateFolder
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw StateFolderError(folder: folder, code: errno) }
        return folder
    }

    private static func listener(_ configuration: DaemonConfiguration) throws -> UnixListener {
        let passed = try SocketActivation.takeOver()
        // Of several the one that Varlink's convention names.
        if let socket = passed.first(where: { $0.name == "varlink" }) ?? passed.first {
            return try UnixListener.adopt(socket.descriptor)
        }
        return try UnixListener.bind(configuration.socket, mode: 0o660)
    }
}
