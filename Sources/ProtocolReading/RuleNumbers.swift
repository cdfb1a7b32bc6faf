import CivilCalendar
import Surveillance

/// The numbers of a rule as text.
struct RuleNumbers {
    private let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    /// A number as people read it: `6w`, or `6w to 24w, 9w to 24m, 3m` for steps; empty where the rule has no such number.
    func text(of key: RuleKey) -> String {
        guard rule.id.keys.contains(key) else { return "" }
        return switch key {
        case .due: "\(rule.due)"
        case .repeat:
            rule.repeats.map { step in step.until.map { "\(step.every) to \($0)" } ?? "\(step.every)" }
                .joined(separator: ", ")
        case .early: "\(rule.early)"
        case .late: "\(rule.late)"
        case .answeredFrom: "\(rule.answeredFrom)"
        case .afterResection: "\(rule.afterResection)"
        case .consecutive: "\(rule.consecutive)"
        }
    }
}
