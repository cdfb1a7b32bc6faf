import CivilCalendar
import ClinicalModel
import ControlInterface
import ControlService
import Glibc
import ProtocolReading
import RosterReading
import Service
import Systemd
import Varlink
import WatchStore

/// The service, put together: a loop that answers, a watchman on a thread of its own, one store.
public final class Daemon {
    /// The version of the service.
    public static let version = ServiceProcess.version

    // How long the manager is to wait for the next word of a watchman that has just been heard.
    private static let patienceMicroseconds: UInt64 = 120_000_000

    private let configuration: DaemonConfiguration
    private let journal: Journal
    private let loop: EventLoop
    private let answers: Answers
    private let wakes: NextWake
    private let process: ServiceProcess
    private let watchman: WatchmanThread
    private let access: AccessControl
    private let audit: AuditKeeper
    private let harness: ControlHarness
    private let postman: Postman
    private let witness: Witness
    private let storeTrouble: StoreTrouble
    private let clerk: ReportClerk?
    private let manager = ServiceManager()
    private let lock: LockFile
    private var server: ControlServer?
    private var alarm: WallClockAlarm?
    private var folderWatch: RosterFolderWatch?
    private var signals: [EventSource] = []
    private var watchdog: Watchdog?
    private var isReady = false
    private var shownStatus: String?

    /// Puts the service together; nothing is read yet but the protocol and the store.
    public init(_ configuration: DaemonConfiguration, journal: Journal) throws {
        umask(0o077)
        Signal.brokenPipe.ignore()
        self.configuration = configuration
        self.journal = journal
        let state = try Daemon.stateFolder(configuration)
        lock = try LockFile(path: state + "/lock")
        let clock: ClinicClock
        do {
            clock = try ClinicClock(timeZone: configuration.timeZone)
        } catch {
            throw UnusableConfiguration(description: "\(error)")
        }
        let standing = WatchmanStanding(try ProtocolReader.read(path: configuration.service.protocolFile))
        let storePath = state + "/cnswatch.sqlite"
        let store = try WatchStore(path: storePath)
        let pseudonyms = Pseudonyms(key: try SiteKey.key(in: store))
        loop = try EventLoop()
        watchman = try WatchmanThread(
            loop: loop, settings: configuration.service, clock: clock, storePath: storePath,
            pseudonyms: pseudonyms, standing: standing, journal: journal)
        let view = try StoreView(path: storePath)
        answers = Answers(
            settings: configuration.service, clock: clock, store: view, site: pseudonyms.site, standing: standing)
        wakes = NextWake(configuration.service, clock: clock, store: view)
        process = ServiceProcess(startedAt: clock.now)
        let messages = OutgoingMessages(
            configuration.service.notifications, clock: clock, store: view, site: pseudonyms.site)
        witness = Witness(answers, messages, process, journal: journal)
        postman = try Postman(loop: loop, answers, messages, journal: journal)
        storeTrouble = try StoreTrouble(loop: loop, answers, postman, journal: journal)
        audit = AuditKeeper(
            try AuditFile(path: state + "/audit.sqlite"), headFile: state + "/audit-head", clock: clock,
            journal: journal)
        answers.audit = audit
        clerk = try ReportClerk(
            loop: loop, configuration.report, answers, audit, storePath: storePath, journal: journal)
        try audit.checkHead()
        let acts = try audit.reconcile(with: view)
        if let highest = acts.highest { try store.write { try $0.raiseActNumbers(above: highest) } }
        answers.lostActs = acts.lost
        if !answers.lostActs.isEmpty {
            journal.note(.recordNotWhole, .critical, "\(LostActs(answers.lostActs))")
        }
        access = AccessControl(configuration.access)
        harness = ControlHarness(answers, access: access, audit: audit, journal: journal, process: process)
        harness.desks = try QuestionDesks(loop: loop, answers, storePath: storePath)
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
            loop: loop, listener: try Daemon.listener(configuration), registry: try harness.registry(),
            gate: audit)
        server.onCount = { [unowned self] in process.connections = $0 }
        server.onFull = { [unowned self] count in
            journal.note(
                .callRefused, .warning,
                "\(Counted(count, "connection").with("is", "are")) open; no more are taken until some close")
        }
        self.server = server
        harness.ask = { [unowned self] job, then in ask(job, then: then) }
        postman.onOutcome = { [unowned self] id, outcome in
            ask(.settle(message: id, outcome)) { [unowned self] result in
                if case .storeFailed = result {
                    postman.notRecorded(id, outcome)
                } else {
                    postman.recorded(id)
                }
            }
        }
        postman.onHeartbeat = { [unowned self] change in
            switch change {
            case .unheard(let why): journal.note(.heartbeatUnheard, .warning, "the heartbeat is not answered: \(why)")
            case .heardAgain: journal.note(.heartbeatUnheard, .notice, "the heartbeat is answered again")
            }
            ask(.heartbeat(change))
        }
        witness.onHandedOver = { [unowned self] in postman.beat() }
        clerk?.onOutcome = { [unowned self] in ask(.report($0)) }
        storeTrouble.ask = { [unowned self] job, then in ask(job, then: then) }
        watchman.onStanding = { [unowned self] standing in
            answers.standing = standing
            harness.tellChange()
        }
        watchman.onProgress = { [unowned self] progress in
            _ = try? manager.extendTimeout(microseconds: Daemon.patienceMicroseconds)
            say(progress.line)
            harness.tellProgress(progress)
        }
        alarm = try WallClockAlarm(loop: loop) { [unowned self] event in try clockSays(event) }
        watchdog = try Watchdog(
            loop: loop, manager: manager, store: answers.store, journal: journal
        ) { [unowned self] in watchman.isStuck }
        folderWatch = try RosterFolderWatch(
            loop: loop, folder: configuration.service.rosterFolder,
            files: configuration.service.mapping?.files
        ) { [unowned self] in
            ask(.readRoster)
        }
        ask(.readRoster) { [unowned self] _ in becomeReady() }
        let code = try loop.run()
        try manager.stopping(status: "stopping")
        journal.note(.stopping, .info, "cnswatchd stops")
        server.close()
        audit.anchor()
        clerk?.end()
        harness.desks?.end()
        watchman.end()
        postman.end()
        return code
    }

    private func becomeReady() {
        isReady = true
        journal.note(.started, .info, "cnswatchd \(Daemon.version) is ready")
        let missing = access.missingGroups
        if !missing.isEmpty {
            journal.note(
                .groupsMissing, .notice,
                "this machine has no group \(missing.joined(separator: ", ")); only root and the service's own user may "
                    + "do what its members may: make it, or name another below [access]")
        }
        if let notice = answers.noticeOfUnheardTroubles {
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
        ask(.readProtocolAndRoster) { [unowned self] _ in _ = try? manager.ready(status: statusLine()) }
    }

    /// Asks the watchman for a job; whatever comes of it, the next deadline is armed and the status is told.
    private func ask(_ job: WatchmanJob, then: ((WatchmanOutcome) -> Void)? = nil) {
        watchman.ask(job) { [unowned self] outcome in
            switch outcome {
            case .judged(let roster):
                if case .refused(_, isBeingWritten: true) = roster.verdict {
                    try? folderWatch?.tryAgain()
                } else {
                    witness.evaluated()
                }
            case .dayTurned: witness.evaluated()
            case .settled: witness.lookAgain()
            case .acted, .notActed, .tellingChanged, .noted, .storeFailed: break
            }
            if let failure = outcome.storeFailure { storeTrouble.failed(failure) } else { storeTrouble.worked() }
            clerk?.makeIfDue()
            arm()
            postman.sendWaiting()
            if isReady { say(statusLine()) }
            then?(outcome)
        }
    }

    /// Shows a line in the service manager's status; one that stands there already is not sent again, since a manager that
    /// does not listen would make the service wait.
    private func say(_ line: String) {
        if line == shownStatus { return }
        shownStatus = line
        _ = try? manager.status(line)
    }

    private func clockSays(_ event: WallClockEvent) throws {
        switch event {
        case .reached: audit.anchor()
        case .clockChanged: journal.note(.clockChanged, .notice, "the clock was set; the day is \(answers.today)")
        }
        ask(.turnDay)
    }

    /// Arms the one deadline.
    private func arm() {
        let next = min(wakes.moment(answers.standing, isSending: postman.isSending), clerk?.nextMoment ?? .max)
        let moment = storeTrouble.postponed(next)
        process.nextWake = moment
        do {
            try alarm?.arm(atUnixSeconds: Int64(moment))
        } catch {
            journal.note(.clockChanged, .critical, "\(error)")
        }
    }

    private func statusLine() -> String {
        let refusal = answers.standing.refusal
        guard let roster = try? answers.store.read({ try $0.rosterInForce() }) else {
            return "no roster is in force" + (refusal == nil ? "" : "; the one there is refused")
        }
        return "\(Counted(roster.patients, "patient")) as of \(answers.today)"
            + (roster.rejectedRows == 0 ? "" : "; \(Counted(roster.rejectedRows, "row")) set aside")
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
        // Of several the one that Varlink's convention names.
        if let socket = passed.first(where: { $0.name == "varlink" }) ?? passed.first {
            return try UnixListener.adopt(socket.descriptor)
        }
        return try UnixListener.bind(configuration.socket, mode: 0o660)
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
