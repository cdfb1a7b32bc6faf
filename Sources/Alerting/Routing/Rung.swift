import CivilCalendar

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
