import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance

/// Calculates when each step of a route's escalation holds for an item. All escalation is calculated here.
///
/// Steps count working days, but calendar days for an emergency, which does not wait for Monday. An item with an owner
/// climbs no `unowned` step and is not repeated; an item held back climbs nothing. A step without receivers passes its
/// time to the next.
public struct EscalationPolicy: Sendable {
    let route: Route
    let calendar: WorkingCalendar

    /// Creates the escalation of a route.
    public init(_ route: Route, _ calendar: WorkingCalendar) {
        self.route = route
        self.calendar = calendar
    }

    /// Returns the steps that hold for an item on a day.
    public func reached(by item: WatchedItem, on day: CivilDate) -> [ReachedStep] {
        guard !item.isHeldBack, item.status != .upcoming else { return [] }
        var steps = steps(of: item).filter { $0.day <= day }
        if let again = repeats(of: item, upTo: day).last { steps.append(again) }
        return steps
    }

    /// Returns the first day after `day` on which a further step would hold if nothing else changes; nil if none would.
    public func nextDay(for item: WatchedItem, after day: CivilDate) -> CivilDate? {
        guard !item.isHeldBack else { return nil }
        var days = steps(of: item).map(\.day)
        if let next = repeats(of: item, beyond: day) { days.append(next.day) }
        return days.filter { $0 > day }.min()
    }

    /// Returns the steps of an item, whether or not they hold yet, for as long as the item stays as it is.
    func steps(of item: WatchedItem) -> [ReachedStep] {
        var steps: [ReachedStep] = []
        var skipped: EscalationStep?
        for (index, step) in route.escalation.enumerated() {
            if step.receivers.isEmpty {
                skipped = skipped ?? step
                continue
            }
            let timed = skipped ?? step
            skipped = nil
            if timed.condition == .unowned, item.isOwned { continue }
            let from = timed.condition == .unowned ? item.due : item.latest
            steps.append(
                ReachedStep(
                    step: .escalation(index + 1), day: after(timed.workingDays, from, item), receivers: step.receivers,
                    why: "\(timed.condition.rawValue) for \(days(timed.workingDays, item))"))
        }
        return steps
    }

    /// Returns the repeats up to a day. Only an overdue item without an owner is repeated.
    private func repeats(of item: WatchedItem, upTo day: CivilDate) -> [ReachedStep] {
        guard let every = route.repeatAfter, every > 0, !item.isOwned, item.status == .overdue else { return [] }
        let passed =
            item.urgency == .emergency
            ? day.days(since: item.latest) : calendar.workingDays(from: item.latest, to: day)
        let count = passed / every
        guard count > 0 else { return [] }
        return [again(count, every, item)]
    }

    private func repeats(of item: WatchedItem, beyond day: CivilDate) -> ReachedStep? {
        guard let every = route.repeatAfter, every > 0, !item.isOwned, item.latest < day else { return nil }
        let count: Int
        if case .repetition(let number)? = repeats(of: item, upTo: day).last?.step {
            count = number + 1
        } else {
            count = 1
        }
        return again(count, every, item)
    }

    private func again(_ count: Int, _ every: Int, _ item: WatchedItem) -> ReachedStep {
        ReachedStep(
            step: .repetition(count), day: after(count * every, item.latest, item), receivers: route.receivers,
            why: "overdue, and nobody owns it, \(days(count * every, item)) later")
    }

    private func after(_ count: Int, _ day: CivilDate, _ item: WatchedItem) -> CivilDate {
        item.urgency == .emergency ? day + .days(count) : calendar.adding(count, to: day)
    }

    private func days(_ count: Int, _ item: WatchedItem) -> String {
        "\(Pluralised(count, item.urgency == .emergency ? "day" : "working day"))"
    }
}

/// A step of a route's escalation: which further receivers are notified if notifying the first had no effect.
public struct EscalationStep: Hashable, Sendable {
    /// A state of the item that must have lasted.
    public enum Condition: String, CaseIterable, Hashable, Sendable {
        /// The item has been due and has no owner.
        case unowned
        /// The item has been overdue.
        case overdue
    }

    /// The state that must have lasted.
    public let condition: Condition
    /// How long it must have lasted, in working days; for an emergency, in days.
    public let workingDays: Int
    /// The receivers; if empty, those of the next step are notified in their place.
    public let receivers: [String]

    /// Creates a step from its parts.
    public init(_ condition: Condition, for workingDays: Int, receivers: [String]) {
        self.condition = condition
        self.workingDays = workingDays
        self.receivers = receivers
    }
}

/// Which message about an occasion of an item this is: the news of a stage, a step of a route's escalation, or a
/// repetition.
///
/// The store and the wire know it by its ``word``, which never changes once it has shipped. Only ``init(word:)`` parses
/// it.
public enum AlertStep: Hashable, Sendable {
    /// The news that the item has reached a stage.
    case stage(NotificationStage)
    /// The step of the route's escalation with this number, from 1.
    case escalation(Int)
    /// The nth repeat, counting from 1.
    case repetition(Int)

    /// Its word: `fell-due`, `step-2` or `repeat-3`.
    public var word: String {
        switch self {
        case .stage(let stage): stage.rawValue
        case .escalation(let number): "step-\(number)"
        case .repetition(let number): "repeat-\(number)"
        }
    }

    /// Parses a word; nil if it is not the word of a step.
    public init?(word: String) {
        func number(after prefix: String) -> Int? {
            guard word.hasPrefix(prefix), let number = Int(word.dropFirst(prefix.count)), number > 0 else { return nil }
            return word == "\(prefix)\(number)" ? number : nil
        }
        if let stage = NotificationStage(rawValue: word) {
            self = .stage(stage)
        } else if let number = number(after: "step-") {
            self = .escalation(number)
        } else if let number = number(after: "repeat-") {
            self = .repetition(number)
        } else {
            return nil
        }
    }

    /// The stage announced; nil for a escalation step or a repetition.
    public var stage: NotificationStage? {
        switch self {
        case .stage(let stage): stage
        case .escalation, .repetition: nil
        }
    }
}

/// A step of a escalation as it applies to one occasion of an item.
public struct ReachedStep: Hashable, Sendable {
    /// The step: an escalation or a repetition.
    public let step: AlertStep
    /// The first day on which it holds.
    public let day: CivilDate
    /// The receivers to notify.
    public let receivers: [String]
    /// The state that has lasted, in words.
    public let why: String
}
