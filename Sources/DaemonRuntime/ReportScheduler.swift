import AtomicFiles
import ClinicalModel
import ContactTime
import ControlInterface
import ControlService
import Glibc
import HTMLReport
import LocatedTOML
import Service
import StaffWork
import Systemd

/// Makes the report at its time, on its own thread with its own view of the store, so that nothing else waits for it.
///
/// The folder tells when the last one was made: a service that was down at the time makes the report at its start.
final class ReportScheduler {
    /// Seconds from a failure to the next try.
    private static let patience = 3_600

    private let settings: ReportSettings
    private let queries: QueryService
    private let writer: WriterThread
    private let audit: AuditKeeper
    private let journal: Journal
    private let worker: WorkerThread<QuerySnapshot>
    private let stop = StopFlag()
    private var source: EventSource?
    private var isWorking = false
    private var failedAt: Int?

    init(
        loop: EventLoop, _ settings: ReportSettings, _ queries: QueryService, _ writer: WriterThread,
        _ audit: AuditKeeper, storePath: String, journal: Journal
    ) throws {
        (self.settings, self.queries, self.writer) = (settings, queries, writer)
        (self.audit, self.journal) = (audit, journal)
        let mailbox = try LoopMailbox<ReportOutcome>()
        let stop = stop
        worker = try WorkerThread {
            { snapshot in
                let outcome: ReportOutcome
                do {
                    let own = try snapshot.queryService(storePath: storePath)
                    own.caller = QueryCaller(isGone: { stop.isSet })
                    outcome = .made(patients: try ReportScheduler.make(settings, own))
                } catch {
                    outcome = .failed("\(error)")
                }
                FreedMemory.giveBack()
                mailbox.send(outcome)
            }
        }
        source = try loop.addMailbox(mailbox) { [unowned self] outcome in ended(outcome) }
    }

    private func ended(_ outcome: ReportOutcome) {
        isWorking = false
        switch outcome {
        case .failed(let why):
            failedAt = queries.clock.now
            journal.note(.reportFailed, .error, "the report could not be made and the last one stays: \(why)")
        case .made(let patients):
            failedAt = nil
            let what = "the report of \(Pluralised(patients, "patient")) for \(settings.folder)"
            journal.note(.reportMade, .info, "\(what) is made")
            audit.noteRead(
                "report", by: StaffMember(uid: geteuid(), name: "cnswatchd"), "\(what), \(settings.names.rawValue)")
        }
        writer.ask(.note(outcome))
    }

    private static func make(_ settings: ReportSettings, _ queries: QueryService) throws -> Int {
        // Readable by the group, and by those named in a default access list of the parent folder.
        let folder = try AtomicFolder(path: settings.folder, marker: ReportFile.marker, modes: (0o750, 0o640))
        let now = queries.clock.civilMoment(at: queries.clock.now)
        let binder = ReportBinder(
            QuerySource(queries: queries), names: settings.names, madeAt: "\(now) \(queries.clock.timeZone)")
        let count = try binder.bind(progress: { _, _ in try queries.keepGoing() }) {
            try folder.write($0.bytes, to: $0.path)
        }
        try folder.commit()
        return count
    }

    /// Starts a report if its time has come and none was made since.
    func makeIfDue() {
        guard !isWorking, nextMoment <= queries.clock.now else { return }
        isWorking = true
        worker.send(QuerySnapshot(of: queries))
    }

    /// When the next report is due; in the past if overdue.
    var nextMoment: Int {
        let (clock, calendar) = (queries.clock, queries.settings.notifications.calendar)
        let now = clock.civilMoment(at: clock.now)
        let following = clock.seconds(settings.at.next(after: now, calendar: calendar))
        if isWorking || (try? queries.hasRoster) != true { return following }
        if let failedAt { return failedAt + ReportScheduler.patience }
        let ofToday = clock.seconds(CivilMoment(day: now.day, time: settings.at.at))
        let isDue = ofToday <= clock.now && calendar.isWorkingDay(now.day) && (lastMade ?? 0) < ofToday
        return isDue ? ofToday : following
    }

    /// When the report in the folder was made; nil if there is none.
    private var lastMade: Int? {
        var status = stat()
        return stat("\(settings.folder)/\(ReportFile.marker)", &status) == 0 ? status.st_mtim.tv_sec : nil
    }

    /// Cancels the report under way, leaves the last one as it was, and ends the thread.
    func end() {
        stop.set()
        worker.end()
        source?.cancel()
    }
}

/// Gets the data of a report from the service itself.
struct QuerySource: ReportSource {
    let queries: QueryService

    func status() throws -> StatusReport {
        try queries.status(of: ServiceProcess(startedAt: queries.clock.now))
    }
    func census() throws -> CensusReport { try queries.census(CensusRequest()) }

    func workList(_ request: DueRequest) throws -> DuePage {
        var request = request
        var whole = try queries.page(request)
        while let next = whole.next {
            request.after = next
            let page = try queries.page(request)
            whole.rows += page.rows
            whole.next = page.next
        }
        return whole
    }

    func patients() throws -> [PatientRow] {
        var request = PatientsRequest()
        var patients: [PatientRow] = []
        repeat {
            let page = try queries.patients(request)
            patients += page.patients
            request.after = page.next
        } while request.after != nil
        return patients
    }

    func show(_ patient: String) throws -> PatientSummary { try queries.show(PatientRequest(patient: patient)) }
    func explain(_ patient: String) throws -> ExplanationReport {
        try queries.explain(PatientRequest(patient: patient))
    }
    func faults() throws -> FaultsReport { try queries.faults() }
    func forecast() throws -> ForecastReport { try queries.forecast(ForecastRequest()) }

    func adherence() throws -> AdherencePage {
        var request = AdherenceRequest()
        var whole = try queries.adherence(request)
        while let next = whole.next {
            request.after = next
            let page = try queries.adherence(request)
            whole.occasions += page.occasions
            whole.undated += page.undated
            whole.next = page.next
        }
        return whole
    }

    func protocolInForce() throws -> ProtocolReport { queries.protocolReport }
}

/// The settings of the scheduled report: where, when, with which names.
struct ReportSettings: Hashable, Sendable {
    /// The report folder; its parent must be writable.
    var folder: String
    /// The time of day, on each working day.
    var at: DigestTime
    /// How patients are named in it.
    var names: ReportNames

    /// Reads `[report]`; nil if it says nothing usable, which is reported.
    init?(_ table: LocatedTable) {
        let time = table.string("at", example: "06:30").flatMap { text -> TimeOfDay? in
            if let time = TimeOfDay(text) { return time }
            table.report("at", reason: "\(text) is no time of day", remedy: "write HH:MM, such as \"06:30\"")
            return nil
        }
        let shows = table.ifPresent("shows") { table.word($0, of: ReportNames.self) }
        guard let folder = table.string("folder", example: "/srv/cnswatch-report/pages"), let time else { return nil }
        (self.folder, at, names) = (folder, DigestTime(at: time), shows ?? .pseudonyms)
    }
}
