import AtomicFiles
import ClinicalModel
import ContactTime
import Glibc
import ReportPages
import StaffWork
import Synchronization
import Systemd

/// Makes the report at its time, on a thread of its own with its own connection to the store, so that nobody waits for it.
///
/// When the last one was made is asked of the folder: a service that was down at the time makes it at its start.
final class ReportClerk {
    /// What became of a report.
    enum Outcome: Sendable {
        /// It stands in its folder; of so many patients.
        case made(patients: Int)
        /// The last one stays, and why.
        case failed(String)
    }

    /// After a failure it is tried again so many seconds later.
    private static let patience = 3_600

    private final class StopFlag: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    private let answers: Answers
    private let settings: ReportSettings
    private let worker: WorkerThread<AnswersElsewhere>
    private let stopFlag = StopFlag()
    private var source: EventSource?
    private var isWorking = false
    private var failedAt: Int?
    /// Called with what became of a report.
    var onOutcome: (Outcome) -> Void = { _ in }

    /// A clerk where the configuration asks for a report; nil otherwise.
    init?(
        loop: EventLoop, _ answers: Answers, _ audit: AuditKeeper, storePath: String, journal: Journal
    ) throws {
        guard let settings = answers.configuration.report else { return nil }
        (self.answers, self.settings) = (answers, settings)
        let mailbox = try LoopMailbox<Outcome>()
        let stopFlag = stopFlag
        worker = try WorkerThread {
            { elsewhere in
                let outcome: Outcome
                do {
                    let own = try elsewhere.answers(storePath: storePath)
                    own.isGivenUp = { stopFlag.isSet.load(ordering: .relaxed) }
                    outcome = .made(patients: try ReportClerk.make(settings, own))
                } catch {
                    outcome = .failed("\(error)")
                }
                FreedMemory.giveBack()
                mailbox.send(outcome)
            }
        }
        source = try loop.addMailbox(mailbox) { [unowned self] outcome in
            isWorking = false
            switch outcome {
            case .failed(let why):
                failedAt = self.answers.clock.now
                journal.note(.reportFailed, .error, "the report could not be made and the last one stays: \(why)")
            case .made(let patients):
                failedAt = nil
                let what = "the report of \(Counted(patients, "patient")) for \(settings.folder)"
                journal.note(.reportMade, .info, "\(what) is made")
                audit.noteRead(
                    "report", by: StaffMember(uid: geteuid(), name: "cnswatchd"), "\(what), \(settings.names.rawValue)")
            }
            onOutcome(outcome)
        }
    }

    private static func make(_ settings: ReportSettings, _ answers: Answers) throws -> Int {
        // The group may read it, and whom a default access list of the folder that it stands in names.
        let folder = try AtomicFolder(path: settings.folder, marker: ReportFile.marker, modes: (0o750, 0o640))
        let now = answers.clock.civilMoment(at: answers.clock.now)
        let binder = ReportBinder(
            AnswersSource(answers: answers), names: settings.names, madeAt: "\(now) \(answers.clock.timeZone)")
        let count = try binder.bind(progress: { _, _ in try answers.keepGoing() }) {
            try folder.write($0.bytes, to: $0.path)
        }
        try folder.commit()
        return count
    }

    /// Begins a report where its time has come and none was made since.
    func makeIfDue() {
        guard !isWorking, nextMoment <= answers.clock.now else { return }
        isWorking = true
        worker.send(AnswersElsewhere(answers))
    }

    /// When the next report is to be made; past where it is due.
    var nextMoment: Int {
        let (clock, calendar) = (answers.clock, answers.configuration.telling.calendar)
        let now = clock.civilMoment(at: clock.now)
        let following = clock.seconds(settings.at.next(after: now, calendar: calendar))
        if isWorking || (try? answers.hasRoster) != true { return following }
        if let failedAt { return failedAt + ReportClerk.patience }
        let ofToday = clock.seconds(CivilMoment(day: now.day, time: settings.at.at))
        let isDue = ofToday <= clock.now && calendar.isWorkingDay(now.day) && (lastMade ?? 0) < ofToday
        return isDue ? ofToday : following
    }

    /// When the one in the folder was made; nil where there is none.
    private var lastMade: Int? {
        var status = stat()
        return stat("\(settings.folder)/\(ReportFile.marker)", &status) == 0 ? status.st_mtim.tv_sec : nil
    }

    /// Gives up what is under way, leaving the last report as it was, and ends the thread.
    func end() {
        stopFlag.isSet.store(true, ordering: .relaxed)
        worker.end()
        source?.cancel()
    }
}
