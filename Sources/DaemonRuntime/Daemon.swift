import CSVReading
import ClinicalModel
import ControlInterface
import ControlService
import Glibc
import ProtocolReading
import Service
import Systemd
import Varlink
import WatchStore

/// The whole service: a loop that answers, a writer on its own thread, one store.
public final class Daemon {
    // How long the manager waits for the next sign of a writer that has just been heard.
    private static let patienceMicroseconds: UInt64 = 120_000_000

    private let configuration: DaemonConfiguration
    private let journal: Journal
    private let lock: LockFile
    private let loop: EventLoop
    private let manager = ServiceManager()
    private let process: ServiceProcess

    // The connection that writes, and those that answer.
    private let writer: WriterThread
    private let queries: QueryService
    private let workers: QueryWorkers
    private let access: AccessControl
    private let audit: AuditKeeper
    private let harness: ControlHarness

    // What sends.
    private let deliverers: Deliverers
    private let sender: OutboxSender
    private let heartbeat: HeartbeatWriter
    private let reports: ReportScheduler?
    private let storeTrouble: StoreTrouble

    // What wakes the loop.
    private let wakes: NextWake
    private var server: ControlServer?
    private var alarm: WallClockAlarm?
    private var folderWatch: RosterFolderWatch?
    private var signals: [EventSource] = []
    private var watchdog: Watchdog?
    private var isReady = false
    private var shownStatus: String?

    /// Composes the service; reads only the protocol and the store.
    public init(_ configuration: DaemonConfiguration, journal: Journal) throws {
        umask(0o077)
        Signal.brokenPipe.ignore()
        (self.configuration, self.journal) = (configuration, journal)
        let settings = configuration.service
        let folder = try Daemon.stateFolder(configuration)
        lock = try LockFile(path: folder + "/lock")
        let clock: ClinicClock
        do {
            clock = try ClinicClock(timeZone: configuration.timeZone)
        } catch {
            throw UnusableConfiguration(description: "\(error)")
        }
        let state = ServiceState(try ProtocolReader.read(paths: settings.protocolFiles))
        let storePath = folder + "/cnswatch.sqlite"
        let store = try WatchStore(path: storePath)
        let pseudonyms = Pseudonyms(key: try SiteKey.key(in: store))
        let view = try StoreView(path: storePath)
        loop = try EventLoop()
        process = ServiceProcess(startedAt: clock.now)

        let channels = try settings.notifications.channels(Credentials())
        let heartbeatAddress = try settings.notifications.heartbeat()
        audit = AuditKeeper(
            try AuditFile(path: folder + "/audit.sqlite"), headFile: folder + "/audit-head", clock: clock,
            journal: journal)
        try audit.checkHead()
        if let highest = try audit.reconcile(with: view) {
            try store.write { try $0.raiseActNumbers(above: highest) }
        }

        writer = try WriterThread(
            loop: loop, settings: settings, clock: clock, storePath: storePath, pseudonyms: pseudonyms, state: state,
            journal: journal)
        queries = QueryService(settings: settings, clock: clock, store: view, state: state, audit: audit)
        workers = try QueryWorkers(loop: loop, queries, storePath: storePath)
        access = AccessControl(configuration.access)
        harness = ControlHarness(
            queries, workers, writer, access: access, audit: audit, process: process, journal: journal)

        let messages = OutgoingMessages(settings.notifications, clock: clock, store: view, site: pseudonyms.site)
        deliverers = try Deliverers(loop: loop, clock: clock)
        sender = OutboxSender(
            messages, over: channels, deliverers,
            try AlertmanagerResender(
                loop: loop, messages, clock: clock, over: channels, deliverers, journal: journal),
            writer, journal: journal)
        heartbeat = HeartbeatWriter(
            queries, messages, process,
            try HeartbeatSender(loop: loop, heartbeatAddress, deliverers, writer, journal: journal), journal: journal)
        reports = try configuration.report.map { [loop, queries, writer, audit] report in
            try ReportScheduler(loop: loop, report, queries, writer, audit, storePath: storePath, journal: journal)
        }
        storeTrouble = try StoreTrouble(
            loop: loop, clock: clock, writer, sender,
            UnstoredMessages(
                to: settings.notifications.serviceReceivers, clock: clock, site: pseudonyms.site, over: channels,
                deliverers, journal: journal), journal: journal)
        wakes = NextWake(settings, clock: clock, store: view)
        writer.delegate = self
    }

    /// Runs until a signal ends it; returns the exit status.
    public func run() throws -> Int32 {
        for (signal, action) in [
            (Signal.terminate, { [unowned self] in stop() }), (.interrupt, { [unowned self] in stop() }),
            (.hangUp, { [unowned self] in try reload() }),
        ] as [(Signal, () throws -> Void)] {
            signals.append(try loop.addSignal(signal) { try action() })
        }
        let server = try ControlServer(
            loop: loop, listener: try Daemon.listener(configuration), registry: try harness.registry(), gate: audit,
            process: process, journal: journal)
        self.server = server
        alarm = try WallClockAlarm(loop: loop) { [unowned self] event in try clockSays(event) }
        watchdog = try Watchdog(loop: loop, manager: manager, store: queries.store, writer, journal: journal)
        folderWatch = try RosterFolderWatch(
            loop: loop, folder: configuration.service.rosterFolder, files: configuration.service.mapping?.files
        ) { [unowned self] in
            writer.ask(.readRoster())
        }
        writer.ask(.readRoster()) { [unowned self] _ in becomeReady() }
        let code = try loop.run()
        try manager.stopping(status: "stopping")
        journal.note(.stopping, .info, "cnswatchd stops")
        server.close()
        audit.anchor()
        reports?.end()
        workers.end()
        writer.end()
        deliverers.end()
        return code
    }

    private func becomeReady() {
        isReady = true
        journal.note(.started, .info, "cnswatchd \(Release.version) is ready")
        let missing = access.missingGroups
        if !missing.isEmpty {
            journal.note(
                .groupsMissing, .notice,
                "this machine has no group \(missing.joined(separator: ", ")); only root and the service's own user may "
                    + "do what its members may: make it, or name another below [access]")
        }
        if let notice = queries.noticeOfUnheardTroubles {
            journal.note(.troublesUnheard, .warning, notice.message)
        }
        audit.anchor()
        _ = try? manager.ready(status: statusLine())
        harness.settle()
    }

    private func stop() { loop.exit(code: 0) }

    private func reload() throws {
        try manager.reloading(status: "reading protocol and roster again")
        configuration.sayIfChanged(journal)
        writer.ask(.readProtocolAndRoster) { [unowned self] _ in _ = try? manager.ready(status: statusLine()) }
    }

    /// Shows a line in the service manager's status. A line already shown is not sent again, since a manager that does
    /// not listen would make the service wait.
    private func say(_ line: String) {
        if line == shownStatus { return }
        shownStatus = line
        _ = try? manager.status(line)
    }

    private func clockSays(_ event: WallClockEvent) throws {
        switch event {
        case .reached: audit.anchor()
        case .clockChanged: journal.note(.clockChanged, .notice, "the clock was set; the day is \(queries.today)")
        }
        writer.ask(.advanceDay)
    }

    /// Arms the single deadline.
    private func arm() {
        let next = min(wakes.moment(writer.state, isSending: sender.isSending), reports?.nextMoment ?? .max)
        let moment = storeTrouble.postponed(next)
        process.nextWake = moment
        do {
            try alarm?.arm(atUnixSeconds: Int64(moment))
        } catch {
            journal.note(.clockChanged, .critical, "\(error)")
        }
    }

    private func statusLine() -> String {
        let refusal = writer.state.refusal
        guard let roster = try? queries.store.read({ try $0.rosterInForce() }) else {
            return "no roster is in force" + (refusal == nil ? "" : "; the one there is refused")
        }
        return "\(Pluralised(roster.patients, "patient")) as of \(queries.today)"
            + (roster.rejectedRows == 0 ? "" : "; \(Pluralised(roster.rejectedRows, "row")) set aside")
            + (refusal == nil ? "" : "; a newer roster is refused")
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
        // Of several sockets, the one that Varlink's convention names.
        if let socket = passed.first(where: { $0.name == "varlink" }) ?? passed.first {
            return try UnixListener.adopt(socket.descriptor)
        }
        return try UnixListener.bind(configuration.socket, mode: 0o660)
    }
}

extension Daemon: WriterThreadDelegate {
    package func writerProgressed(_ progress: WriterProgress) {
        _ = try? manager.extendTimeout(microseconds: Daemon.patienceMicroseconds)
        say(progress.line)
        harness.send(progress)
    }

    /// Follows up on every job: readers get the new state, the next deadline is armed, and what is due is sent.
    package func writerFinished(_ kind: WriterJobKind, failure: StoreError?) {
        queries.state = writer.state
        harness.sendChanges()
        if let failure {
            storeTrouble.failed(failure)
        } else {
            switch kind {
            case .roster where writer.state.refusal?.isBeingWritten == true: try? folderWatch?.tryAgain()
            case .roster, .day: heartbeat.evaluated()
            case .delivery: heartbeat.writeIfHandedOver()
            case .other: break
            }
            storeTrouble.worked()
        }
        reports?.makeIfDue()
        arm()
        sender.sendWaiting()
        if isReady { say(statusLine()) }
    }
}

/// Why the state folder cannot be used.
struct StateFolderError: Error, CustomStringConvertible {
    let folder: String
    let code: Int32

    var description: String {
        "the state folder \(folder) cannot be made: \(String(cString: strerror(code))); "
            + "name a folder that the service's user may write to, in [state] folder"
    }
}
