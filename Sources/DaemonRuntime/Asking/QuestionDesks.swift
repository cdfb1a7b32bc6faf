/// The desks at which long questions are answered: whoever reads a list does not wait for those who have everybody planned anew.
struct QuestionDesks {
    let lists: QuestionDesk
    let plans: QuestionDesk

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
