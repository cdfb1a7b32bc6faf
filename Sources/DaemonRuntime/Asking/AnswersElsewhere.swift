import CivilCalendar
import ControlInterface
import WatchStore

/// What another thread needs to answer as the loop would at this moment: it opens a connection to the store of its own.
struct AnswersElsewhere: Sendable {
    private let configuration: DaemonConfiguration
    private let clock: ClinicClock
    private let site: String
    private let standing: WatchmanStanding
    private let noticesOfAudit: [Notice]
    /// How often what was known had changed by then.
    private let changes: Int

    init(_ answers: Answers) {
        (configuration, clock, site, standing) = (answers.configuration, answers.clock, answers.site, answers.standing)
        (noticesOfAudit, changes) = (answers.noticesOfAudit, answers.changes)
    }

    /// Answers for whoever works on this thread.
    func answers(storePath: String) throws -> Answers {
        let answers = Answers(
            configuration: configuration, clock: clock, store: try WatchStore(path: storePath), site: site,
            standing: standing)
        bring(upToDate: answers)
        return answers
    }

    /// Brings the answers of an earlier moment to this one: what they remember holds until something changes.
    func bring(upToDate answers: Answers) {
        if answers.changes != changes { answers.forget(changes: changes) }
        answers.standing = standing
        answers.settledNoticesOfAudit = noticesOfAudit
    }
}
