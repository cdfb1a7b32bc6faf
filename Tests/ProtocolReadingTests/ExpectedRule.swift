import CivilCalendar
import Surveillance
import Testing

/// A row of protocol.md, written out by hand: what the shipped file must say.
struct ExpectedRule: Sendable, CustomTestStringConvertible {
    let section: Int
    let id: RuleID
    let due: String
    let repeats: String
    let early: String
    let late: String
    let urgency: Urgency
    let grade: Grade
    var isEnabled = true
    var answeredFrom = "0d"
    var afterResection = "0d"
    var consecutive = 0

    var testDescription: String { "section \(section): \(id.rawValue)" }

    init(
        _ section: Int, _ id: RuleID, due: String = "0d", repeats: String = "", _ early: String, _ late: String,
        _ urgency: Urgency, _ grade: Grade
    ) {
        self.section = section
        self.id = id
        self.due = due
        self.repeats = repeats
        self.early = early
        self.late = late
        self.urgency = urgency
        self.grade = grade
    }

    func off() -> ExpectedRule { changed { $0.isEnabled = false } }
    func answered(from interval: String) -> ExpectedRule { changed { $0.answeredFrom = interval } }
    func afterResection(_ interval: String) -> ExpectedRule { changed { $0.afterResection = interval } }
    func consecutive(_ count: Int) -> ExpectedRule { changed { $0.consecutive = count } }

    private func changed(_ change: (inout ExpectedRule) -> Void) -> ExpectedRule {
        var copy = self
        change(&copy)
        return copy
    }

    /// `6w<24w 3m` as steps.
    var steps: [Rule.RepeatStep] {
        repeats.split(separator: " ").map { step in
            let parts = step.split(separator: "<").map { Interval(String($0)) ?? .none }
            return Rule.RepeatStep(until: parts.count > 1 ? parts[1] : nil, every: parts[0])
        }
    }
}
