import Systemd

/// The desks at which long questions are answered: whoever reads a list does not wait for those who have everybody planned anew.
struct QuestionDesks {
    private let lists: QuestionDesk
    private let plans: QuestionDesk

    init(loop: EventLoop, _ answers: Answers, storePath: String) throws {
        lists = try QuestionDesk(loop: loop, answers, storePath: storePath)
        plans = try QuestionDesk(loop: loop, answers, storePath: storePath)
    }

    /// The desk for what takes such an effort; nil where the loop answers itself.
    func desk(for effort: Question.Effort) -> QuestionDesk? {
        switch effort {
        case .little: nil
        case .list: lists
        case .plans: plans
        }
    }

    func end() {
        lists.end()
        plans.end()
    }
}
