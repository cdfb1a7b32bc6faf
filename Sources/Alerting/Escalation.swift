import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance

/// When each step of a route's ladder holds for an item: the one place where escalation is reckoned.
///
/// Steps count working days; for an emergency, which does not wait for Monday, they count days. What somebody owns climbs no
/// `unowned` step and is not repeated; what is held back climbs nothing. A step that names nobody passes its time to the next.
public struct Ladder: Sendable {
    let route: Route
    let calendar: WorkingCalendar

    /// The ladder of a route.
    public init(_ route: Route, _ calendar: WorkingCalendar) {
        self.route = route
        self.calendar = calendar
    }

    /// The steps that hold for an item on a day.
    public func reached(by item: WatchedItem, on day: CivilDate) -> [Rung] {
        guard !item.isHeldBack, item.status != .upcoming else { return [] }
        var rungs = steps(of: item).filter { $0.day <= day }
        if let again = repeats(of: item, upTo: day).last { rungs.append(again) }
        return rungs
    }

    /// The first day after one on which a further step would hold, should nothing else change; nil where none would.
    public func nextDay(for item: WatchedItem, after day: CivilDate) -> CivilDate? {
        guard !item.isHeldBack else { return nil }
        var days = steps(of: item).map(\.day)
        if let next = repeats(of: item, beyond: day) { days.append(next.day) }
        return days.filter { $0 > day }.min()
    }

    /// The steps of an item, whether or not they hold yet, as long as it stays as it is.
    func steps(of item: WatchedItem) -> [Rung] {
        var rungs: [Rung] = []
        var skipped: LadderStep?
        for (index, step) in route.ladder.enumerated() {
            if step.receivers.isEmpty {
                skipped = skipped ?? step
                continue
            }
            let timed = skipped ?? step
            skipped = nil
            if timed.condition == .unowned, item.isOwned { continue }
            let from = timed.condition == .unowned ? item.due : item.latest
            rungs.append(
                Rung(
                    step: .escalation(index + 1), day: after(timed.workingDays, from, item), receivers: step.receivers,
                    why: "\(timed.condition.rawValue) for \(days(timed.workingDays, item))"))
        }
        return rungs
    }

    /// Times of telling once more up to a day; only an overdue item that nobody owns is told again.
    private func repeats(of item: WatchedItem, upTo day: CivilDate) -> [Rung] {
        guard let every = route.repeatAfter, every > 0, !item.isOwned, item.status == .overdue else { return [] }
        let passed =
            item.urgency == .emergency
            ? day.days(since: item.latest) : calendar.workingDays(from: item.latest, to: day)
        let count = passed / every
        guard count > 0 else { return [] }
        return [again(count, every, item)]
    }

    private func repeats(of item: WatchedItem, beyond day: CivilDate) -> Rung? {
        guard let every = route.repeatAfter, every > 0, !item.isOwned, item.latest < day else { return nil }
        let count: Int
        if case .repetition(let number)? = repeats(of: item, upTo: day).last?.step {
            count = number + 1
        } else {
            count = 1
        }
        return again(count, every, item)
    }

    private func again(_ count: Int, _ every: Int, _ item: WatchedItem) -> Rung {
        Rung(
            step: .repetition(count), day: after(count * every, item.latest, item), receivers: route.receivers,
            why: "overdue, and nobody owns it, \(days(count * every, item)) later")
    }

    private func after(_ count: Int, _ day: CivilDate, _ item: WatchedItem) -> CivilDate {
        item.urgency == .emergency ? day + .days(count) : calendar.adding(count, to: day)
    }

    private func days(_ count: Int, _ item: WatchedItem) -> String {
        "\(Counted(count, item.urgency == .emergency ? "day" : "working day"))"
    }
}

/// A step of a route's ladder: who else is told where nothing has come of telling the first.
public struct LadderStep: Hashable, Sendable {
    /// What has to have lasted.
    public enum Condition: String, CaseIterable, Hashable, Sendable {
        /// The item has been due and nobody has taken it on.
        case unowned
        /// The item has been overdue.
        case overdue
    }

    /// What has to have lasted.
    public let condition: Condition
    /// For how many working days; for an emergency, days.
    public let workingDays: Int
    /// Who is told; where nobody is named, whoever the next step names is told in their place.
    public let receivers: [String]

    /// A step of these parts.
    public init(_ condition: Condition, for workingDays: Int, receivers: [String]) {
        self.condition = condition
        self.workingDays = workingDays
        self.receivers = receivers
    }
}

/// Which message of an occasion of an item it is: the news of a stage, a step of a route's ladder, or a repetition.
///
/// The store and the wire know it by its ``word``, which never changes once it has shipped; ``init(word:)`` is the only
/// place that reads one.
public enum AlertStep: Hashable, Sendable {
    /// The news that the item has reached a stage.
    case stage(AnnouncementStage)
    /// The step of the route's ladder with this number, from 1.
    case escalation(Int)
    /// The nth repeat, counting from 1.
    case repetition(Int)

    /// The word for it: `fell-due`, `step-2` or `repeat-3`.
    public var word: String {
        switch self {
        case .stage(let stage): stage.rawValue
        case .escalation(let number): "step-\(number)"
        case .repetition(let number): "repeat-\(number)"
        }
    }

    /// The step of a word; nil where it is none.
    public init?(word: String) {
        func number(after prefix: String) -> Int? {
            guard word.hasPrefix(prefix), let number = Int(word.dropFirst(prefix.count)), number > 0 else { return nil }
            return word == "\(prefix)\(number)" ? number : nil
        }
        if let stage = AnnouncementStage(rawValue: word) {
            self = .stage(stage)
        } else if let number = number(after: "step-") {
            self = .escalation(number)
        } else if let number = number(after: "repeat-") {
            self = .repetition(number)
        } else {
            return nil
        }
    }

    /// The stage whose news it is; nil for a step of a ladder and a repetition.
    public var stage: AnnouncementStage? {
        switch self {
        case .stage(let stage): stage
        case .escalation, .repetition: nil
        }
    }
}

/// A step of a ladder as it applies to one occasion of an item.
public struct Rung: Hashable, Sendable {
    /// Which: an escalation or a repetition.
    public let step: AlertStep
    /// The first day on which it holds.
    public let day: CivilDate
    /// Who is told.
    public let receivers: [String]
    /// What has lasted, in words.
    public let why: String
}
