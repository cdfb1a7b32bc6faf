import CivilCalendar
import LocatedTOML
import Surveillance

/// Reads the table of one rule.
struct RuleReader {
    let id: RuleID
    let table: LocatedTable

    /// The rule; numbers that will not do are left at zero, and their faults are noted in the table.
    func read() -> Rule {
        var rule = Rule(id: id)
        rule.isEnabled = table.boolean("enabled") ?? false
        for key in id.keys { read(key, into: &rule) }
        rule.urgency = table.word("urgency", of: Urgency.self) ?? rule.urgency
        rule.source = table.text("source", atMost: 300, example: "none found") ?? ""
        rule.grade = table.word("grade", of: Grade.self) ?? rule.grade
        checkWindow(of: rule)
        return rule
    }

    private func read(_ key: RuleKey, into rule: inout Rule) {
        let name = key.rawValue
        switch key {
        case .due: rule.due = table.interval(name, .due, example: .months(3)) ?? .none
        case .repeat: rule.repeats = repeatSteps()
        case .early: rule.early = table.interval(name, .window, example: .days(14)) ?? .none
        case .late: rule.late = table.interval(name, .window, example: .days(14)) ?? .none
        case .answeredFrom: rule.answeredFrom = table.interval(name, .answer, example: .days(-28)) ?? .none
        case .afterResection: rule.afterResection = table.interval(name, .delay, example: .days(14)) ?? .none
        case .consecutive: rule.consecutive = table.integer(name, in: 2...10, example: 3) ?? 0
        }
    }

    // MARK: The repeat interval

    private func repeatSteps() -> [Rule.RepeatStep] {
        let key = RuleKey.repeat.rawValue
        switch table.shape(of: key) {
        case .string:
            guard let every = table.interval(key, .span, example: .months(3)) else { return [] }
            // One interval for ever is no interval for a time.
            if mustEnd { table.report(.untilRequired(example: example), at: key) }
            return [Rule.RepeatStep(until: nil, every: every)]
        case .table, .array, .integer, .float, .boolean, .date, .time, .dateTime, .damaged, nil:
            guard let steps = table.tables(key, example: example) else { return [] }
            if steps.isEmpty { table.report(.noSteps, at: key) }
            let read = steps.enumerated().map { step(in: $1, isLast: $0 == steps.count - 1) }
            checkOrder(of: read, in: steps)
            return read
        }
    }

    private func step(in step: LocatedTable, isLast: Bool) -> Rule.RepeatStep {
        let every = step.interval("every", .span, example: .months(3)) ?? Interval.none
        let until = step.ifPresent("until") { step.interval($0, .until, example: .months(24)) }
        if step.contains("until") {
            if isLast, !mustEnd { step.report(.lastStepEnds, at: "until") }
        } else if mustEnd {
            step.report(.untilRequired(example: example), at: "until")
        } else if !isLast {
            step.report(.untilMissing, at: "until")
        }
        return Rule.RepeatStep(until: until, every: every)
    }

    private func checkOrder(of steps: [Rule.RepeatStep], in tables: [LocatedTable]) {
        for index in steps.indices.dropFirst() {
            guard let until = steps[index].until, let previous = steps[index - 1].until,
                IntervalLimit.reach(until) <= IntervalLimit.reach(previous)
            else { continue }
            tables[index].report(.untilNotLater(until, than: previous), at: "until")
        }
    }

    /// Whether the rule gives way to another one after its last step: only the screening of patients of high risk does.
    private var mustEnd: Bool { id == .metastaticScreeningHighRisk }

    private var example: String {
        mustEnd
            ? #"[{ until = "12m", every = "4m" }]"#
            : #"[{ until = "24m", every = "3m" }, { every = "6m" }]"#
    }

    // MARK: The window

    private func checkWindow(of rule: Rule) {
        let early = IntervalLimit.reach(rule.early)
        let shortest = rule.repeats.map(\.every).filter { $0.count > 0 }
            .min { IntervalLimit.reach($0) < IntervalLimit.reach($1) }
        guard let shortest, early >= IntervalLimit.reach(shortest) else { return }
        table.report(.earlyCoversRepeat(early: rule.early, every: shortest), at: RuleKey.early.rawValue)
    }
}
